package export

import (
	"golang.org/x/net/html"
)

// element makes a tag with attributes, given as names and values by turns.
func element(tag string, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: tag}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}

func text(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// raw is written as it is: only for what is ours.
func raw(markup string) *html.Node { return &html.Node{Type: html.RawNode, Data: markup} }

// startTag is a tag that something later closes, since what is in it doesn't fit into memory.
func startTag(tag string, attributes ...string) *html.Node {
	return raw(html.Token{Type: html.StartTagToken, Data: tag, Attr: element(tag, attributes...).Attr}.String() + "\n")
}

// in puts children into an element.
func in(n *html.Node, children ...*html.Node) *html.Node {
	for _, child := range children {
		n.AppendChild(child)
	}
	return n
}

// block puts children into an element, each on a line of its own. Those that are nil are left out.
func block(n *html.Node, children ...*html.Node) *html.Node {
	if n.FirstChild == nil {
		n.AppendChild(text("\n"))
	}
	for _, child := range children {
		if child != nil {
			in(n, child, text("\n"))
		}
	}
	return n
}

// unlessEmpty puts a text into an element, and is nil without a text.
func unlessEmpty(s string, n *html.Node) *html.Node {
	if s == "" {
		return nil
	}
	return in(n, text(s))
}

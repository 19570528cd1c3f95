package fetch

import (
	"mime"
	"net/http"
	"path"
	"strings"
	"unicode"
)

// maxName bounds a file name, in runes.
const maxName = 120

// filename is what the server calls the file, else how its address ends. Only a name to show: it has no folder.
func filename(answer *http.Response) string {
	_, params, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
	if err == nil {
		if name := clean(params["filename"]); name != "" {
			return name
		}
	}
	return clean(answer.Request.URL.Path)
}

func clean(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		// Cf holds the marks that turn the direction of writing, with which "gpj.exe" looks like a picture.
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	if runes := []rune(name); len(runes) > maxName {
		// The end says what kind of file it is.
		name = string(runes[len(runes)-maxName:])
	}
	if strings.Trim(name, "./") == "" {
		return ""
	}
	return name
}

func mimeType(answer *http.Response) string {
	declared, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return declared
}

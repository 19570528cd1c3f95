package waha

import (
	"cmp"

	"github.com/conectafy/conectafy/backend/models"
)

// link is what WhatsApp shows of a link in a text.
func (p *part) link() *models.Preview {
	if p.MatchedText == "" && p.CanonicalURL == "" {
		return nil
	}
	address := webAddress(p.CanonicalURL, p.MatchedText)
	if address == "" {
		return nil
	}
	return &models.Preview{
		URL: address, Title: clean(p.Title, maxDescription), Description: clean(p.Description, maxDescription),
	}
}

// preview is the advertisement that made somebody write.
func (a *adReply) preview() *models.Preview {
	if a == nil {
		return nil
	}
	ad := models.Preview{
		URL: webAddress(a.SourceURL), Title: clean(a.Title, maxDescription),
		Description: clean(cmp.Or(a.Body, a.Description), maxDescription),
	}
	if ad == (models.Preview{}) {
		return nil
	}
	return &ad
}

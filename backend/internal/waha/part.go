package waha

import (
	"cmp"

	"github.com/conectafy/conectafy/backend/models"
)

// part is one kind of content as engines write it; each kind fills some of the fields. encoding/json takes "URL" and
// "url", "PTT" and "ptt", "mentionedJID" and "mentionedJid" for the same, so GOWS and NOWEB need no two types.
type part struct {
	Name        string      `json:"name"` // of a place, a poll, an appointment
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Text        string      `json:"text"`
	Caption     string      `json:"caption"`
	ContextInfo contextInfo `json:"contextInfo"`
	ViewOnce    bool        `json:"viewOnce"`

	// Files.
	MimeType string      `json:"mimetype"`
	Filename string      `json:"fileName"`
	PTT      bool        `json:"ptt"` // a voice note
	Seconds  looseNumber `json:"seconds"`
	Waveform looseBytes  `json:"waveform"`
	Width    looseNumber `json:"width"`
	Height   looseNumber `json:"height"`

	// Links.
	MatchedText  string `json:"matchedText"`
	CanonicalURL string `json:"canonicalUrl"`

	// Places.
	Latitude  *looseNumber `json:"degreesLatitude"`
	Longitude *looseNumber `json:"degreesLongitude"`
	Address   string       `json:"address"`
	URL       string       `json:"url"`

	card                     // contactMessage
	Contacts     []card      `json:"contacts"` // contactsArrayMessage
	Options      []option    `json:"options"`
	Selectable   looseNumber `json:"selectableOptionsCount"`
	Starts       looseNumber `json:"startTime"`
	Ends         looseNumber `json:"endTime"`
	Place        *part       `json:"location"` // of an appointment
	Canceled     bool        `json:"isCanceled"`
	interactions             // menus and what was chosen from them
}

// card is a contact card.
type card struct {
	DisplayName string `json:"displayName"`
	VCard       string `json:"vcard"`
}

// option is an answer of a poll.
type option struct {
	OptionName string `json:"optionName"` // GOWS and NOWEB
	Name       string `json:"name"`       // WEBJS
}

// interactions are the texts of menus that businesses send, and of the choice that comes back.
type interactions struct {
	SelectedDisplayText string `json:"selectedDisplayText"`
	Response            struct {
		SelectedDisplayText string
	} `json:"response"`
	Body struct {
		Text string `json:"text"`
	} `json:"body"`
	ContentText     string   `json:"contentText"`
	Hydrated        hydrated `json:"hydratedTemplate"`
	HydratedFourRow hydrated `json:"hydratedFourRowTemplate"`
}

type hydrated struct {
	Text string `json:"hydratedContentText"`
}

// contextInfo is what a content says about its surroundings.
type contextInfo struct {
	Mentioned   []looseAddress `json:"mentionedJid"`
	IsForwarded bool           `json:"isForwarded"`
	Ad          *adReply       `json:"externalAdReply"`
}

type adReply struct {
	Title       string `json:"title"`
	Body        string `json:"body"`
	Description string `json:"description"` // WEBJS
	SourceURL   string `json:"sourceUrl"`
}

// words are a caption, or of a text, a menu or a choice from it what there is to read.
func (p *part) words(kind models.MessageType) string {
	if kind != models.TypeText {
		return p.Caption
	}
	return cmp.Or(p.Text, p.SelectedDisplayText, p.Response.SelectedDisplayText, p.Body.Text, p.ContentText,
		p.Hydrated.Text, p.HydratedFourRow.Text, p.Description, p.Title)
}

// mentions are the people whom a text names.
func (p *part) mentions() []models.ChatID {
	var people []models.ChatID
	for _, address := range p.ContextInfo.Mentioned {
		if who := person(string(address)); who != "" && len(people) < maxMentions {
			people = append(people, who)
		}
	}
	return people
}

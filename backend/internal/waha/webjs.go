package waha

import "github.com/conectafy/conectafy/backend/models"

// webData is what WEBJS says of a message: flat, and named otherwise than on the other engines.
type webData struct {
	Type        string         `json:"type"`
	IsForwarded bool           `json:"isForwarded"`
	Mentioned   []looseAddress `json:"mentionedJidList"`
	Ad          *adReply       `json:"ctwaContext"`

	Caption  string      `json:"caption"`
	MimeType string      `json:"mimetype"`
	Filename string      `json:"filename"`
	Duration looseNumber `json:"duration"`
	Waveform looseBytes  `json:"waveform"`
	Width    looseNumber `json:"width"`
	Height   looseNumber `json:"height"`

	MatchedText  string `json:"matchedText"`
	CanonicalURL string `json:"canonicalUrl"`
	Title        string `json:"title"`
	Description  string `json:"description"`

	Latitude    *looseNumber `json:"lat"`
	Longitude   *looseNumber `json:"lng"`
	PlaceName   string       `json:"loc"`
	Cards       []card       `json:"vcardList"`
	PollName    string       `json:"pollName"`
	PollOptions []option     `json:"pollOptions"`
	Selectable  looseNumber  `json:"pollSelectableOptionsCount"`

	EventName        string      `json:"eventName"`
	EventDescription string      `json:"eventDescription"`
	EventStarts      looseNumber `json:"eventStartTime"`
	EventEnds        looseNumber `json:"eventEndTime"`
	EventPlace       *part       `json:"eventLocation"`
	EventCanceled    bool        `json:"isEventCanceled"`
}

// part is the same as the other engines would say it.
func (d *webData) part() *part {
	p := &part{
		Caption: d.Caption, MimeType: d.MimeType, Filename: d.Filename, Seconds: d.Duration, Waveform: d.Waveform,
		Width: d.Width, Height: d.Height, MatchedText: d.MatchedText, CanonicalURL: d.CanonicalURL, Title: d.Title,
		Description: d.Description, Latitude: d.Latitude, Longitude: d.Longitude, Contacts: d.Cards, Options: d.PollOptions,
		Selectable: d.Selectable, Starts: d.EventStarts, Ends: d.EventEnds, Place: d.EventPlace, Canceled: d.EventCanceled,
		ContextInfo: contextInfo{Mentioned: d.Mentioned, IsForwarded: d.IsForwarded, Ad: d.Ad},
	}
	switch d.Type {
	case "poll_creation":
		p.Name = d.PollName
	case "event_creation":
		p.Name, p.Description = d.EventName, d.EventDescription
	case "location":
		p.Name = d.PlaceName
	}
	return p
}

// kind is empty where only the shape of the message tells.
func (d *webData) kind() models.MessageType {
	switch d.Type {
	case "image", "video", "audio", "document", "sticker", "location":
		return models.MessageType(d.Type)
	case "ptt":
		return models.TypeVoice
	case "ptv":
		return models.TypeVideo
	case "vcard", "multi_vcard":
		return models.TypeContact
	case "poll_creation":
		return models.TypePoll
	case "event_creation":
		return models.TypeEvent
	}
	return ""
}

// hidesBody says whether what WEBJS puts into the body is no text: a map's picture, a card, a name told elsewhere.
func (d *webData) hidesBody() bool {
	switch d.kind() {
	case models.TypeLocation, models.TypeContact, models.TypePoll, models.TypeEvent:
		return true
	}
	return false
}

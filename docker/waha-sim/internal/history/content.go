package history

import "maps"

// Kind says what a message is.
type Kind string

// The kinds of messages. The empty kind is a text.
const (
	Text         Kind = ""
	Image        Kind = "image"
	Video        Kind = "video"
	Voice        Kind = "voice"
	Audio        Kind = "audio"
	Document     Kind = "document"
	Sticker      Kind = "sticker"
	Location     Kind = "location"
	LiveLocation Kind = "live_location"
	Contact      Kind = "contact"
	Poll         Kind = "poll"
	Event        Kind = "event"
	ButtonReply  Kind = "button_reply"
	Unknown      Kind = "unknown"
)

// HasFile tells whether messages of the kind carry a file.
func (k Kind) HasFile() bool {
	switch k {
	case Image, Video, Voice, Audio, Document, Sticker:
		return true
	}
	return false
}

// Content is what a message carries beside its text. It is shared by copies of a message and never changed.
type Content struct {
	Media    *Media    `json:"media,omitempty"`
	Location *Place    `json:"location,omitempty"`
	VCards   []VCard   `json:"vCards,omitempty"`
	Poll     *Question `json:"poll,omitempty"`
	Event    *Calendar `json:"event,omitempty"`
	Link     *Preview  `json:"link,omitempty"`
	Ad       *Preview  `json:"ad,omitempty"`
	Button   string    `json:"button,omitempty"` // the id of the button that was pressed

	Mentions  []string `json:"mentions,omitempty"` // chat ids
	Forwarded bool     `json:"forwarded,omitempty"`
	ViewOnce  bool     `json:"viewOnce,omitempty"`
}

// Media is a file, kept apart under the hash of its bytes.
type Media struct {
	Hash     string `json:"hash"` // SHA-256 in hex
	Size     int64  `json:"size"`
	Mimetype string `json:"mimetype"`
	Filename string `json:"filename,omitempty"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Seconds  int    `json:"seconds,omitempty"`
	Waveform []byte `json:"waveform,omitempty"`
	Note     bool   `json:"note,omitempty"` // a round video
}

// Place is a position on the map.
type Place struct {
	Latitude    float64 `json:"latitude"`
	Longitude   float64 `json:"longitude"`
	Name        string  `json:"name,omitempty"`
	Address     string  `json:"address,omitempty"`
	URL         string  `json:"url,omitempty"`
	Description string  `json:"description,omitempty"`
}

// VCard is a contact that somebody sends.
type VCard struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Question is a poll.
type Question struct {
	Name     string   `json:"name"`
	Options  []string `json:"options"`
	Multiple bool     `json:"multiple,omitempty"`
}

// Calendar is an invitation to an event.
type Calendar struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Start       int64  `json:"startTime"` // seconds
	End         int64  `json:"endTime,omitempty"`
	Location    string `json:"location,omitempty"`
	ExtraGuests bool   `json:"extraGuestsAllowed,omitempty"`
}

// Preview is what is shown of a linked page, or of the advertisement that somebody came from.
type Preview struct {
	URL         string `json:"url"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	SourceID    string `json:"sourceId,omitempty"` // of an advertisement
}

// Marks are what happened to a message after it was written. They are shared by copies and replaced, never changed.
type Marks struct {
	Before    string              `json:"before,omitempty"` // the text before the last edit
	Edited    bool                `json:"edited,omitempty"`
	Revoked   bool                `json:"revoked,omitempty"`
	Starred   bool                `json:"starred,omitempty"`
	Pinned    bool                `json:"pinned,omitempty"`
	Reactions map[string]string   `json:"reactions,omitempty"` // person → emoji
	Votes     map[string][]string `json:"votes,omitempty"`     // person → options
}

// Marked gives the message with its marks changed.
func (m Message) Marked(change func(*Marks)) Message {
	marks := Marks{Reactions: map[string]string{}, Votes: map[string][]string{}}
	if m.Marks != nil {
		old := m.Marks
		marks = *old
		marks.Reactions, marks.Votes = maps.Clone(old.Reactions), maps.Clone(old.Votes)
		if marks.Reactions == nil {
			marks.Reactions = map[string]string{}
		}
		if marks.Votes == nil {
			marks.Votes = map[string][]string{}
		}
	}
	change(&marks)
	m.Marks = &marks
	return m
}

// Revoked tells whether its author took the message back.
func (m Message) Revoked() bool { return m.Marks != nil && m.Marks.Revoked }

// Carried is the content, which a text may lack.
func (m Message) Carried() Content {
	if m.Content == nil {
		return Content{}
	}
	return *m.Content
}

// File is the message's file; nil when it has none or was taken back.
func (m Message) File() *Media {
	if m.Content == nil || m.Revoked() {
		return nil
	}
	return m.Content.Media
}

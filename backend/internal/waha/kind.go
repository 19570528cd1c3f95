package waha

import (
	"encoding/json"
	"strings"

	"github.com/conectafy/conectafy/backend/models"
)

// looseData is the part of an engine's own object that we look at.
type looseData struct {
	Info struct {
		PushName  string `json:"PushName"`
		SenderAlt string `json:"SenderAlt"`
	} `json:"Info"` // GOWS
	Key struct {
		RemoteJIDAlt   string `json:"remoteJidAlt"`
		ParticipantAlt string `json:"participantAlt"`
	} `json:"key"` // NOWEB
	PushName   string                     `json:"pushName"`   // NOWEB
	NotifyName string                     `json:"notifyName"` // WEBJS
	Type       string                     `json:"type"`       // WEBJS
	Message    map[string]json.RawMessage `json:"message"`    // GOWS and NOWEB: one key names the content
}

// UnmarshalJSON reads what it can: whatever an engine changes here must not cost the message.
func (d *looseData) UnmarshalJSON(data []byte) error {
	type plain looseData
	var p plain
	if json.Unmarshal(data, &p) == nil {
		*d = looseData(p)
	}
	return nil
}

func (d looseData) senderName() string {
	for _, name := range []string{d.Info.PushName, d.PushName, d.NotifyName} {
		if name != "" {
			return name
		}
	}
	return ""
}

// number is the phone number of an author whose address hides it, where the engine tells.
func (d looseData) number() string {
	for _, address := range []string{d.Info.SenderAlt, d.Key.ParticipantAlt, d.Key.RemoteJIDAlt} {
		if number := person(address).Phone(); number != "" {
			return number
		}
	}
	return ""
}

// kind says what a message holds, by the engine's word, else by what is there.
func (w wireMessage) kind() models.MessageType {
	if kind := w.Data.kind(); kind != "" {
		return kind
	}
	switch {
	case w.Media != nil && w.Media.MimeType != "":
		return kindOfMime(w.Media.MimeType)
	case w.HasMedia:
		return models.TypeDocument
	case bool(w.Location):
		return models.TypeLocation
	case len(w.VCards) > 0:
		return models.TypeContact
	case w.Body != "":
		return models.TypeText
	default:
		return models.TypeUnknown
	}
}

func (d looseData) kind() models.MessageType {
	for key, content := range d.Message {
		switch key {
		case "imageMessage":
			return models.TypeImage
		case "videoMessage", "ptvMessage":
			return models.TypeVideo
		case "audioMessage":
			return audioKind(content)
		case "documentMessage", "documentWithCaptionMessage":
			return models.TypeDocument
		case "stickerMessage":
			return models.TypeSticker
		case "locationMessage", "liveLocationMessage":
			return models.TypeLocation
		case "contactMessage", "contactsArrayMessage":
			return models.TypeContact
		}
		if strings.HasPrefix(key, "pollCreationMessage") {
			return models.TypePoll
		}
	}
	switch d.Type {
	case "image", "video", "audio", "document", "sticker", "location":
		return models.MessageType(d.Type)
	case "ptt":
		return models.TypeVoice
	case "vcard", "multi_vcard":
		return models.TypeContact
	case "poll_creation":
		return models.TypePoll
	}
	return ""
}

// audioKind tells a voice note from a file. encoding/json matches "PTT" (GOWS) and "ptt" (NOWEB) alike.
func audioKind(content json.RawMessage) models.MessageType {
	var audio struct {
		PTT bool `json:"ptt"`
	}
	if json.Unmarshal(content, &audio) == nil && audio.PTT {
		return models.TypeVoice
	}
	return models.TypeAudio
}

func kindOfMime(mime string) models.MessageType {
	switch kind, _, _ := strings.Cut(mime, "/"); kind {
	case "image", "video", "audio":
		return models.MessageType(kind)
	default:
		return models.TypeDocument
	}
}

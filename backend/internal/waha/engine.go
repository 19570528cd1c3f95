package waha

import (
	"cmp"

	"github.com/conectafy/conectafy/backend/models"
)

// engineData is the part of an engine's own object that we look at. Nobody promises its shape, so everything in it may
// be missing or of another type.
type engineData struct {
	Info struct {
		Chat, Sender, SenderAlt, RecipientAlt, PushName string
	} `json:"Info"` // GOWS
	Key struct {
		RemoteJID      string `json:"remoteJid"`
		RemoteJIDAlt   string `json:"remoteJidAlt"`
		Participant    string `json:"participant"`
		ParticipantAlt string `json:"participantAlt"`
		SenderPN       string `json:"senderPn"` // before there were the two above
		SenderLID      string `json:"senderLid"`
		ParticipantPN  string `json:"participantPn"`
		ParticipantLID string `json:"participantLid"`
	} `json:"key"` // NOWEB
	Content    content `json:"message"`    // GOWS and NOWEB
	PushName   string  `json:"pushName"`   // NOWEB
	NotifyName string  `json:"notifyName"` // WEBJS
	webData

	IsViewOnce            bool `json:"isViewOnce"` // GOWS and WEBJS
	IsViewOnceV2          bool
	IsViewOnceV2Extension bool
}

func (d *engineData) senderName() string {
	return cmp.Or(d.Info.PushName, d.PushName, d.NotifyName)
}

// twins are the pairs of addresses that an engine tells with a message. With an own one that is the chat's person only:
// what it says of the sender is said of the owner.
func (d *engineData) twins(id messageID, author models.ChatID) []models.Twins {
	var pairs pairs
	pairs.add(cmp.Or(d.Key.RemoteJID, string(id.chat)), d.Key.RemoteJIDAlt)
	if id.fromMe {
		pairs.add(cmp.Or(d.Info.Chat, string(id.chat)), d.Info.RecipientAlt)
		return pairs
	}
	pairs.add(cmp.Or(d.Info.Sender, string(author)), d.Info.SenderAlt)
	participant := cmp.Or(d.Key.Participant, string(author))
	for _, alternative := range []string{
		d.Key.ParticipantAlt, d.Key.ParticipantPN, d.Key.ParticipantLID, d.Key.SenderPN, d.Key.SenderLID,
	} {
		pairs.add(participant, alternative)
	}
	return pairs
}

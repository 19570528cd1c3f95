package waha

import "github.com/conectafy/conectafy/backend/models"

// content is what GOWS and NOWEB say a message holds: one of these, perhaps wrapped in others.
type content struct {
	Conversation string `json:"conversation"`
	Text         *part  `json:"extendedTextMessage"`

	Image         *part `json:"imageMessage"`
	Video         *part `json:"videoMessage"`
	VideoNote     *part `json:"ptvMessage"`
	Audio         *part `json:"audioMessage"`
	Document      *part `json:"documentMessage"`
	Sticker       *part `json:"stickerMessage"`
	Location      *part `json:"locationMessage"`
	LiveLocation  *part `json:"liveLocationMessage"`
	Contact       *part `json:"contactMessage"`
	Contacts      *part `json:"contactsArrayMessage"`
	Poll          *part `json:"pollCreationMessage"`
	PollV2        *part `json:"pollCreationMessageV2"`
	PollV3        *part `json:"pollCreationMessageV3"`
	PollV5        *part `json:"pollCreationMessageV5"`
	PollV6        *part `json:"pollCreationMessageV6"`
	Event         *part `json:"eventMessage"`
	ButtonReply   *part `json:"buttonsResponseMessage"`
	TemplateReply *part `json:"templateButtonReplyMessage"`
	ListReply     *part `json:"listResponseMessage"`
	FlowReply     *part `json:"interactiveResponseMessage"`
	Buttons       *part `json:"buttonsMessage"`
	Template      *part `json:"templateMessage"`
	List          *part `json:"listMessage"`
	Interactive   *part `json:"interactiveMessage"`

	ViewOnce      *wrapper `json:"viewOnceMessage"`
	ViewOnceV2    *wrapper `json:"viewOnceMessageV2"`
	ViewOnceAudio *wrapper `json:"viewOnceMessageV2Extension"`

	Ephemeral       *wrapper `json:"ephemeralMessage"`
	DocumentCaption *wrapper `json:"documentWithCaptionMessage"`
	Edited          *wrapper `json:"editedMessage"`
	DeviceSent      *wrapper `json:"deviceSentMessage"`
	GroupMentioned  *wrapper `json:"groupMentionedMessage"`
	BotInvoke       *wrapper `json:"botInvokeMessage"`
	LottieSticker   *wrapper `json:"lottieStickerMessage"`
	AssociatedChild *wrapper `json:"associatedChildMessage"` // a picture of an album
	EphemeralPoll   *wrapper `json:"pollCreationMessageV4"`
	LimitedSharing  *wrapper `json:"limitSharingMessage"`
	Protocol        *struct {
		Key struct {
			ID string `json:"id"`
		} `json:"key"`
		Edited *content `json:"editedMessage"`
	} `json:"protocolMessage"`
}

type wrapper struct {
	Message *content `json:"message"`
}

// once is the content that may be seen one time only.
func (c *content) once() *content { return opened(c.ViewOnce, c.ViewOnceV2, c.ViewOnceAudio) }

// inner is the content that this one wraps, if it wraps one.
func (c *content) inner() *content {
	if c.Protocol != nil {
		return c.Protocol.Edited
	}
	return opened(c.Ephemeral, c.DocumentCaption, c.Edited, c.DeviceSent, c.GroupMentioned, c.BotInvoke, c.LottieSticker,
		c.AssociatedChild, c.EphemeralPoll, c.LimitedSharing)
}

func opened(wrappers ...*wrapper) *content {
	for _, w := range wrappers {
		if w != nil && w.Message != nil {
			return w.Message
		}
	}
	return nil
}

// unwrap takes a content out of what it is wrapped in, and tells whether it may be seen one time only.
func (c *content) unwrap() (inside *content, viewOnce bool) {
	for range maxWrappers {
		if once := c.once(); once != nil {
			c, viewOnce = once, true
		} else if inner := c.inner(); inner != nil {
			c = inner
		} else {
			break
		}
	}
	return c, viewOnce
}

// kind says what a content is, and gives its part. Plain text has none.
func (c *content) kind() (models.MessageType, *part) {
	for _, k := range []struct {
		part *part
		kind models.MessageType
	}{
		{c.Text, models.TypeText},
		{c.Image, models.TypeImage},
		{c.Video, models.TypeVideo},
		{c.VideoNote, models.TypeVideo},
		{c.Document, models.TypeDocument},
		{c.Sticker, models.TypeSticker},
		{c.Location, models.TypeLocation},
		{c.LiveLocation, models.TypeLocation},
		{c.Contact, models.TypeContact},
		{c.Contacts, models.TypeContact},
		{c.Poll, models.TypePoll},
		{c.PollV2, models.TypePoll},
		{c.PollV3, models.TypePoll},
		{c.PollV5, models.TypePoll},
		{c.PollV6, models.TypePoll},
		{c.Event, models.TypeEvent},
		{c.ButtonReply, models.TypeText},
		{c.TemplateReply, models.TypeText},
		{c.ListReply, models.TypeText},
		{c.FlowReply, models.TypeText},
		{c.Buttons, models.TypeText},
		{c.Template, models.TypeText},
		{c.List, models.TypeText},
		{c.Interactive, models.TypeText},
	} {
		if k.part != nil {
			return k.kind, k.part
		}
	}
	switch {
	case c.Audio != nil && c.Audio.PTT:
		return models.TypeVoice, c.Audio
	case c.Audio != nil:
		return models.TypeAudio, c.Audio
	case c.Conversation != "":
		return models.TypeText, nil
	}
	return "", nil
}

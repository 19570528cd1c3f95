package waha

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// noticePrefix begins the message id of a notice, so that it is none of WhatsApp's.
const noticePrefix = "notice:"

// notice makes the entry in the timeline. WhatsApp gives it no id: what happened makes one, so that the same event
// twice, or the owner's own coming told by two events, is one notice.
func (g groupEvent) notice(notice models.Notice) (*models.Message, error) {
	row, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	hash := sha256.New()
	// Writing to a hash never fails; the quotes keep one field from passing for the next.
	_, _ = fmt.Fprintf(hash, "%q %q %d %q %q", g.chat, notice.Kind, g.at.Unix(), notice.Text, notice.Members)
	return &models.Message{
		ID: row, ChatID: g.chat, MessageID: noticePrefix + hex.EncodeToString(hash.Sum(nil)[:12]),
		Type: models.TypeNotice, Origin: models.OriginLive, Timestamp: g.at, Content: models.Content{Notice: &notice},
	}, nil
}

// addresses are the members' addresses, with the owner as such.
func (g groupEvent) addresses(members []models.GroupMember) []models.ChatID {
	addresses := make([]models.ChatID, len(members))
	for i, m := range members {
		if addresses[i] = m.Address; g.me.is(m) {
			addresses[i] = models.OwnerAddress
		}
	}
	return addresses
}

// is says whether a member of a group is the owner.
func (a *account) is(m models.GroupMember) bool {
	if a == nil {
		return false
	}
	if own := person(a.LID); own != "" && m.Address == own {
		return true
	}
	phone := person(a.ID).Phone()
	return phone != "" && m.PhoneNumber == phone
}

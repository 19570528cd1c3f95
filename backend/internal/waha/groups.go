package waha

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/conectafy/conectafy/backend/models"
)

// The texts of a group; WhatsApp's own limits are 100 and 2048 characters.
const (
	maxGroupName = 400
	maxGroupText = 8192
)

// groupAnswer is a group as the engines write it: GOWS "Name", NOWEB "subject", WEBJS "groupMetadata" inside a chat.
type groupAnswer struct {
	groupFields
	Metadata groupFields `json:"groupMetadata"`
}

type groupFields struct {
	Name       *string `json:"name"` // GOWS; a chat's name on WEBJS
	Topic      *string `json:"topic"`
	IsAnnounce *bool   `json:"isAnnounce"`
	Subject    *string `json:"subject"` // NOWEB and WEBJS
	Desc       *string `json:"desc"`
	Announce   *bool   `json:"announce"`
}

func (a groupAnswer) change(chat models.ChatID) models.GroupChange {
	change := models.GroupChange{
		ChatID:      chat,
		Subject:     bounded(first(a.Metadata.Subject, a.Subject, a.Name), maxGroupName),
		Description: bounded(first(a.Metadata.Desc, a.Desc, a.Topic), maxGroupText),
		OnlyAdmins:  first(a.Metadata.Announce, a.Announce, a.IsAnnounce),
	}
	if change.Subject != nil && *change.Subject == "" {
		change.Subject = nil // every group has a name: the engine has not learned this one's yet
	}
	return change
}

// Group asks for a group's name, description and who may write. Its members are asked for by GroupMembers.
func (c *Client) Group(ctx context.Context, t Target, chat models.ChatID) (models.GroupChange, error) {
	var answer json.RawMessage
	if err := c.call(ctx, t, http.MethodGet, sessionPath("groups", string(chat)), nil, &answer); err != nil {
		return models.GroupChange{}, err
	}
	if isNull(answer) {
		return models.GroupChange{}, ErrNotFound
	}
	var group groupAnswer
	if err := json.Unmarshal(answer, &group); err != nil {
		return models.GroupChange{}, ErrEngine
	}
	return group.change(chat), nil
}

// GroupMembers asks for everybody in a group.
func (c *Client) GroupMembers(ctx context.Context, t Target, chat models.ChatID) ([]models.GroupMember, error) {
	var rows []memberAnswer
	path := sessionPath("groups", string(chat), "participants", "v2")
	if err := c.call(ctx, t, http.MethodGet, path, nil, &rows); err != nil {
		return nil, err
	}
	members := make([]models.GroupMember, 0, len(rows))
	for _, row := range rows {
		if member, is := row.member(); is {
			members = append(members, member)
		}
	}
	return members, nil
}

type memberAnswer struct {
	ID    string `json:"id"`
	Phone string `json:"pn"`
	Role  string `json:"role"`
}

// member leaves out those who left.
func (a memberAnswer) member() (models.GroupMember, bool) {
	member := models.GroupMember{Address: person(a.ID), PhoneNumber: person(a.Phone).Phone(), Role: models.RoleMember}
	if member.PhoneNumber == "" {
		member.PhoneNumber = member.Address.Phone()
	}
	switch a.Role {
	case "left":
		return models.GroupMember{}, false
	case "admin":
		member.Role = models.RoleAdmin
	case "superadmin":
		member.Role = models.RoleSuperAdmin
	}
	return member, member.Address != ""
}

// first takes the first value that is there.
func first[T any](values ...*T) *T {
	for _, v := range values {
		if v != nil {
			return v
		}
	}
	return nil
}

func bounded(text *string, limit int) *string {
	if text == nil {
		return nil
	}
	cut := clean(*text, limit)
	return &cut
}

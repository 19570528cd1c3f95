package waha

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// wireGroup is a group in events; fields that are absent say nothing.
type wireGroup struct {
	ID           looseAddress `json:"id"`
	Subject      *string      `json:"subject"`
	Description  *string      `json:"description"`
	MembersSend  *bool        `json:"membersCanSendMessages"`
	MembersAdd   *bool        `json:"membersCanAddNewMember"`
	Approval     *bool        `json:"newMembersApprovalRequired"`
	Participants []wireMember `json:"participants"`
}

// wireMember is one person in a group, as events and participants/v2 write it.
type wireMember struct {
	ID   string `json:"id"`
	PN   string `json:"pn"`
	Role string `json:"role"`
}

type wireGroupEvent struct {
	Group        wireGroup    `json:"group"`
	Type         string       `json:"type"` // join, leave, promote, demote
	Timestamp    looseNumber  `json:"timestamp"`
	Participants []wireMember `json:"participants"`
	Action       string       `json:"action"` // of a request to join
	RequesterID  string       `json:"requesterId"`
	RequesterPN  string       `json:"requesterPn"`
}

// decodeGroupEvent reads what happened in a group: a change of what we know of it, and a notice in its timeline.
func decodeGroupEvent(e *envelope, now time.Time) (models.Event, error) {
	var wire wireGroupEvent
	if err := unmarshal(e.Payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a change of a group: %w", err)
	}
	chat, err := models.ParseChatID(string(wire.Group.ID))
	if err != nil || !chat.IsGroup() {
		return models.Event{}, errors.New("a change of no group")
	}
	at := momentOr(wire.Timestamp, momentOr(e.Timestamp, now))
	happened := groupEvent{chat: chat, at: at, me: e.Me}
	switch e.Event {
	case "group.v2.join":
		return happened.joined(wire.Group)
	case "group.v2.leave":
		return happened.left()
	case "group.v2.participants":
		return happened.members(wire)
	case "group.v2.update":
		return happened.updated(wire.Group)
	default:
		return happened.requested(wire)
	}
}

// groupEvent is what happened in which group and when, and whose number saw it.
type groupEvent struct {
	chat models.ChatID
	at   time.Time
	me   *account
}

// joined: the owner came into a group, and hears all of it.
func (g groupEvent) joined(group wireGroup) (models.Event, error) {
	change, twins := group.change(g.chat)
	left := false
	change.Left = &left
	change.Complete = len(change.Members) > 0 && len(group.Participants) <= maxParticipants
	return g.event(change, twins, models.Notice{Kind: models.NoticeJoined, Members: []models.ChatID{models.OwnerAddress}})
}

// left: the owner is out.
func (g groupEvent) left() (models.Event, error) {
	left := true
	change := &models.GroupChange{ChatID: g.chat, Left: &left}
	return g.event(change, nil, models.Notice{Kind: models.NoticeLeft, Members: []models.ChatID{models.OwnerAddress}})
}

// members: people came, went, or may do more or less than before.
func (g groupEvent) members(wire wireGroupEvent) (models.Event, error) {
	members, twins := membersOf(wire.Participants)
	if len(members) == 0 {
		return models.Event{Twins: twins}, nil
	}
	change, notice := &models.GroupChange{ChatID: g.chat}, models.Notice{Members: g.addresses(members)}
	ownerToo := slices.Contains(notice.Members, models.OwnerAddress)
	switch wire.Type {
	case "join":
		notice.Kind, change.Members = models.NoticeJoined, withRole(members, "")
	case "leave":
		notice.Kind = models.NoticeLeft
		for _, m := range members {
			change.Removed = append(change.Removed, m.Address)
		}
	case "promote":
		notice.Kind, change.Members = models.NoticePromoted, withRole(members, models.RoleAdmin)
	case "demote":
		notice.Kind, change.Members = models.NoticeDemoted, withRole(members, models.RoleMember)
	default:
		return models.Event{}, fmt.Errorf("an unknown change of members %q", wire.Type)
	}
	if ownerToo && (wire.Type == "join" || wire.Type == "leave") {
		left := wire.Type == "leave"
		change.Left = &left
	}
	return g.event(change, twins, notice)
}

// updated: the group has another subject, description or setting.
func (g groupEvent) updated(group wireGroup) (models.Event, error) {
	change, twins := group.change(g.chat)
	var notice models.Notice
	switch {
	case change.Subject != nil:
		notice = models.Notice{Kind: models.NoticeSubject, Text: *change.Subject}
	case change.Description != nil:
		notice = models.Notice{Kind: models.NoticeDescription, Text: *change.Description}
	case group.MembersSend != nil, group.MembersAdd != nil, group.Approval != nil:
		notice = models.Notice{Kind: models.NoticeSettings}
	case len(change.Members) > 0:
		return models.Event{Group: change, Twins: twins}, nil
	default:
		return models.Event{}, nil // the picture: it is asked for when it is shown
	}
	return g.event(change, twins, notice)
}

// requested: somebody asks to come in. What became of it shows when they do.
func (g groupEvent) requested(wire wireGroupEvent) (models.Event, error) {
	members, twins := membersOf([]wireMember{{ID: wire.RequesterID, PN: wire.RequesterPN}})
	if len(members) == 0 {
		return models.Event{}, errors.New("a request of nobody")
	}
	if wire.Action != "created" {
		return models.Event{Twins: twins}, nil
	}
	return g.event(nil, twins, models.Notice{Kind: models.NoticeRequested, Members: g.addresses(members)})
}

func (g groupEvent) event(change *models.GroupChange, twins []models.Twins, notice models.Notice) (models.Event, error) {
	message, err := g.notice(notice)
	if err != nil {
		return models.Event{}, err
	}
	return models.Event{Message: message, Group: change, Twins: twins}, nil
}

// change is what a group's fields say. Its members are the whole list only if the caller knows so.
func (w wireGroup) change(chat models.ChatID) (*models.GroupChange, []models.Twins) {
	change := &models.GroupChange{ChatID: chat}
	if w.Subject != nil {
		subject := clean(*w.Subject, maxTitle)
		change.Subject = &subject
	}
	if w.Description != nil {
		description := clean(*w.Description, maxDescription)
		change.Description = &description
	}
	if w.MembersSend != nil {
		onlyAdmins := !*w.MembersSend
		change.OnlyAdmins = &onlyAdmins
	}
	members, twins := membersOf(w.Participants)
	change.Members = withRole(members, "")
	return change, twins
}

// membersOf reads people, each once, with the pairs of addresses among them.
func membersOf(wire []wireMember) ([]models.GroupMember, []models.Twins) {
	var members []models.GroupMember
	var twins []models.Twins
	seen := make(map[models.ChatID]bool)
	for _, w := range wire[:min(len(wire), maxParticipants)] {
		address := cmp.Or(person(w.ID), person(w.PN))
		if address == "" || seen[address] {
			continue
		}
		seen[address] = true
		pair, paired := pairOf(w.ID, w.PN)
		if paired {
			twins = append(twins, pair)
		}
		members = append(members, models.GroupMember{
			Address: address, PhoneNumber: cmp.Or(address.Phone(), pair.Phone.Phone()), Role: models.GroupRole(w.Role),
		})
	}
	return members, twins
}

// withRole gives everybody a role that we know: the one given, else their own, else that of a plain member. Those who
// are told to have left are none.
func withRole(members []models.GroupMember, role models.GroupRole) []models.GroupMember {
	var known []models.GroupMember
	for _, m := range members {
		if m.Role == "left" && role == "" {
			continue
		}
		if above := m.Role == models.RoleAdmin || m.Role == models.RoleSuperAdmin; !above || role == models.RoleMember {
			m.Role = cmp.Or(role, models.RoleMember)
		}
		known = append(known, m)
	}
	return known
}

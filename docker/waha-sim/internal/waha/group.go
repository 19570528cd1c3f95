package waha

import (
	"fmt"
	"slices"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/phonebook"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Person names somebody of a group by either id or both. A phone number alone gets the hidden id that goes with it.
type Person struct {
	ID    string `json:"id"`
	LID   string `json:"lid"`
	Phone string `json:"pn"`
	Role  string `json:"role"`
}

func (p Person) member(role string) phonebook.Member {
	m := phonebook.Member{LID: waid.Chat(p.LID), Phone: waid.Chat(p.Phone), Role: role}
	switch id := waid.Chat(p.ID); {
	case waid.IsLID(id):
		m.LID = id
	case id != "":
		m.Phone = id
	}
	if m.LID == "" && m.Phone != "" {
		m.LID = waid.LIDOf(m.Phone)
	}
	if m.Role == "" {
		m.Role = phonebook.Plain
		if p.Role != "" {
			m.Role = p.Role
		}
	}
	return m
}

// GroupChange is what happens to a group.
type GroupChange struct {
	ID          string
	Subject     *string
	Description *string
	AdminsWrite *bool
	People      []Person
}

// roles that a change of participants leads to.
var roles = map[string]string{
	"join": phonebook.Plain, "leave": phonebook.Left, "promote": phonebook.Admin, "demote": phonebook.Plain,
}

// JoinGroup makes a group with the account in it, or lets the account into one, and tells it.
func (s *Session) JoinGroup(change GroupChange) (g phonebook.Group, queued bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g, err = s.newGroup(change); err != nil {
		return g, false, err
	}
	queued, err = s.hear(func() error {
		s.emitGroup("group.v2.join", g.ID, dialect.Object{"group": dialect.Joined(g)})
		return s.saveGroup(g)
	})
	return g, queued, err
}

func (s *Session) newGroup(change GroupChange) (phonebook.Group, error) {
	g, found := s.people.Groups[waid.Chat(change.ID)]
	if !found {
		g = phonebook.Group{ID: waid.Chat(change.ID), Subject: "Group", Created: time.Now().Unix()}
	}
	if g.ID == "" {
		g.ID = waid.NewGroup()
	}
	if !waid.IsGroup(g.ID) {
		return g, InvalidError{Problems: []string{"id must be that of a group"}}
	}
	if len(s.people.Groups) >= phonebook.MaxGroups {
		return g, fmt.Errorf("%w: it is in too many groups", ErrNoPhone)
	}
	g = change.apply(g)
	for _, p := range change.People {
		g = g.With(p.member(""))
	}
	return g.With(s.self(phonebook.Plain)), nil
}

func (c GroupChange) apply(g phonebook.Group) phonebook.Group {
	if c.Subject != nil {
		g.Subject = *c.Subject
	}
	if c.Description != nil {
		g.Description = *c.Description
	}
	if c.AdminsWrite != nil {
		g.AdminsWrite = *c.AdminsWrite
	}
	return g
}

func (s *Session) self(role string) phonebook.Member {
	return Person{ID: s.account().ID()}.member(role)
}

// LeaveGroup takes the account out of a group and tells it.
func (s *Session) LeaveGroup(id string) (queued bool, err error) {
	return s.changeGroup(id, func(g phonebook.Group) error {
		s.emitGroup("group.v2.leave", g.ID, dialect.Object{"group": dialect.Object{"id": g.ID}})
		return s.saveGroup(g.With(s.self(phonebook.Left)))
	})
}

// ChangeMembers lets people join, leave, become administrators or stop being such, and tells it.
func (s *Session) ChangeMembers(id, how string, people []Person) (queued bool, err error) {
	role, known := roles[how]
	if !known || len(people) == 0 {
		return false, InvalidError{Problems: []string{"type must be join, leave, promote or demote, and participants not empty"}}
	}
	return s.changeGroup(id, func(g phonebook.Group) error {
		members := []phonebook.Member{}
		for _, p := range people {
			members = append(members, p.member(role))
		}
		s.emitGroup("group.v2.participants", g.ID, dialect.Object{
			"type": how, "group": dialect.Object{"id": g.ID}, "participants": dialect.Members(members),
		})
		return s.saveGroup(g.With(members...))
	})
}

// UpdateGroup changes what a group is called and says, and tells the fields that changed.
func (s *Session) UpdateGroup(change GroupChange) (queued bool, err error) {
	return s.changeGroup(change.ID, func(g phonebook.Group) error {
		told := dialect.Object{"id": g.ID}
		if change.Subject != nil {
			told["subject"] = *change.Subject
		}
		if change.Description != nil {
			told["description"] = *change.Description
		}
		if change.AdminsWrite != nil {
			told["membersCanSendMessages"] = !*change.AdminsWrite
		}
		s.emitGroup("group.v2.update", g.ID, dialect.Object{"group": told})
		return s.saveGroup(change.apply(g))
	})
}

// AskToJoin is somebody asking to be let into a group.
func (s *Session) AskToJoin(id, action string, p Person) (queued bool, err error) {
	return s.changeGroup(id, func(g phonebook.Group) error {
		m := p.member("")
		s.emit("group.v2.participants.join-request", dialect.Object{
			"group": dialect.Object{"id": g.ID}, "action": action, "requesterId": m.LID, "requesterPn": m.Phone,
			"requestMethod": "invite_link", "timestamp": time.Now().Unix(),
		})
		return nil
	})
}

// changeGroup does something to a group, now or when the session listens again.
func (s *Session) changeGroup(id string, do func(phonebook.Group) error) (queued bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id = waid.Chat(id)
	if _, found := s.people.Groups[id]; !found {
		return false, ErrNoGroup
	}
	return s.hear(func() error { return do(s.people.Groups[id]) })
}

func (s *Session) emitGroup(event, id string, payload dialect.Object) {
	if s.ignores(id) {
		return
	}
	payload["timestamp"], payload["_data"] = time.Now().Unix(), dialect.Object{}
	s.emit(event, payload)
}

func (s *Session) saveGroup(g phonebook.Group) error {
	s.people.Groups[g.ID] = g
	for _, m := range g.Members {
		if m.LID != "" && m.Phone != "" {
			s.people.Pair(m.LID, m.Phone)
		}
	}
	return s.m.volume.SavePhonebook(s.name, s.people)
}

// Groups lists the groups that the account knows, by id.
func (s *Session) Groups() []phonebook.Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.people.List()
}

// Group finds a group.
func (s *Session) Group(id string) (phonebook.Group, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, found := s.people.Groups[waid.Chat(id)]
	if !found {
		return g, ErrNoGroup
	}
	return g, nil
}

// meet gets to know the group that a message was written in, and who wrote. That stays in memory until the group is
// saved for another reason, since messages tell it again.
func (s *Session) meet(m history.Message) {
	if !waid.IsGroup(m.Chat) || m.Participant == "" {
		return
	}
	g, found := s.people.Groups[m.Chat]
	if !found {
		if len(s.people.Groups) >= phonebook.MaxGroups {
			return
		}
		g = phonebook.Group{ID: m.Chat, Subject: waid.User(m.Chat), Created: m.Timestamp}.With(s.self(phonebook.Plain))
	}
	writer := Person{ID: m.Participant}.member(phonebook.Plain)
	if m.Alt != "" {
		writer = Person{ID: m.Participant, LID: lidOr(m.Alt), Phone: phoneOr(m.Alt)}.member(phonebook.Plain)
	}
	known := slices.ContainsFunc(g.Members, func(o phonebook.Member) bool { return o.LID == writer.LID || o.Phone == writer.Phone && o.Phone != "" })
	if !known {
		g = g.With(writer)
	}
	s.people.Groups[m.Chat] = g
	if writer.LID != "" && writer.Phone != "" && m.Alt != "" {
		s.people.Pair(writer.LID, writer.Phone)
	}
}

func lidOr(id string) string {
	if waid.IsLID(id) {
		return id
	}
	return ""
}

func phoneOr(id string) string {
	if waid.IsLID(id) {
		return ""
	}
	return id
}

// Mentioned gives the people that a message mentions; "all" are those of the group.
func (s *Session) Mentioned(chat string, mentions []string) []string {
	var ids []string
	for _, id := range mentions {
		if id != "all" {
			ids = append(ids, waid.Chat(id))
			continue
		}
		g, err := s.Group(chat)
		if err != nil {
			continue
		}
		for _, m := range g.Members {
			if m.Role != phonebook.Left {
				ids = append(ids, m.ID())
			}
		}
	}
	return ids
}

// Package phonebook holds the groups of an account and the pairs of hidden ids and phone numbers that it knows.
package phonebook

import (
	"cmp"
	"slices"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// The roles of a member.
const (
	SuperAdmin = "superadmin"
	Admin      = "admin"
	Plain      = "participant"
	Left       = "left"
)

// MaxGroups and MaxMembers bound what a book holds.
const (
	MaxGroups  = 5000
	MaxMembers = 1024
)

// Book is what an account knows about people and groups. Its owner locks.
type Book struct {
	Groups map[string]Group  `json:"groups"`
	Phones map[string]string `json:"phones"` // hidden id → phone
}

// New makes an empty book.
func New() *Book { return &Book{Groups: map[string]Group{}, Phones: map[string]string{}} }

// Group is a group that the account is, or was, in.
type Group struct {
	ID          string   `json:"id"`
	Subject     string   `json:"subject"`
	Description string   `json:"description,omitempty"`
	Created     int64    `json:"created"`
	AdminsWrite bool     `json:"adminsWrite,omitempty"` // nobody else may
	Members     []Member `json:"members"`
}

// Member is somebody in a group, by hidden id, by phone, or by both.
type Member struct {
	LID   string `json:"lid,omitempty"`
	Phone string `json:"pn,omitempty"`
	Role  string `json:"role"`
}

// ID is how WAHA names the member: by the hidden id where there is one.
func (m Member) ID() string { return cmp.Or(m.LID, m.Phone) }

// IsAdmin tells whether the member may change the group.
func (m Member) IsAdmin() bool { return m.Role == Admin || m.Role == SuperAdmin }

func (m Member) is(other Member) bool {
	return (m.LID != "" && m.LID == other.LID) || (m.Phone != "" && m.Phone == other.Phone)
}

// Owner is who made the group.
func (g Group) Owner() string {
	for _, m := range g.Members {
		if m.Role == SuperAdmin {
			return cmp.Or(m.Phone, m.LID)
		}
	}
	return ""
}

// Invite is the code of the link by which people join.
func (g Group) Invite() string { return "Sim" + waid.Digits("invite:"+g.ID, 18) }

// With gives the group with the members added, or with their new roles. Left is a role as well.
func (g Group) With(changed ...Member) Group {
	g.Members = slices.Clone(g.Members)
	for _, m := range changed {
		i := slices.IndexFunc(g.Members, m.is)
		switch {
		case i >= 0:
			m.LID, m.Phone = cmp.Or(m.LID, g.Members[i].LID), cmp.Or(m.Phone, g.Members[i].Phone)
			g.Members[i] = m
		case len(g.Members) < MaxMembers:
			g.Members = append(g.Members, m)
		}
	}
	return g
}

// Pair remembers whose phone a hidden id is.
func (b *Book) Pair(lid, phone string) bool {
	if b.Phones[lid] == phone {
		return false
	}
	b.Phones[lid] = phone
	return true
}

// Other gives the other id of a person of whom both are known, else nothing.
func (b *Book) Other(id string) string {
	if waid.IsLID(id) {
		return b.Phones[id]
	}
	for lid, phone := range b.Phones {
		if phone == id {
			return lid
		}
	}
	return ""
}

// List gives the groups by id.
func (b *Book) List() []Group {
	list := make([]Group, 0, len(b.Groups))
	for _, g := range b.Groups {
		list = append(list, g)
	}
	slices.SortFunc(list, func(x, y Group) int { return cmp.Compare(x.ID, y.ID) })
	return list
}

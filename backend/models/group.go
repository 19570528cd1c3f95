package models

import "time"

// GroupRole is what a member may do.
type GroupRole string

// The roles in a group.
const (
	RoleMember     GroupRole = "member"
	RoleAdmin      GroupRole = "admin"
	RoleSuperAdmin GroupRole = "superadmin"
)

// GroupMember is one person in a group.
type GroupMember struct {
	Address     ChatID
	PhoneNumber string
	Name        string
	Role        GroupRole
}

// GroupChange is what an event or WAHA's answer tells of a group. Nil fields say nothing.
type GroupChange struct {
	ChatID      ChatID
	At          time.Time // an older change does not undo a newer one
	Subject     *string
	Description *string
	OnlyAdmins  *bool // only admins may write
	Left        *bool // the owner is not in the group any more
	// Members is the whole list when Complete, else those who changed; Removed are no longer in the group.
	Members  []GroupMember
	Removed  []ChatID
	Complete bool
}

// Group is a group as it is shown.
type Group struct {
	ChatID      ChatID
	Subject     string
	Description string
	OnlyAdmins  bool
	Left        bool
	Members     []GroupMember
}

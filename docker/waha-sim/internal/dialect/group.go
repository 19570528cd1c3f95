package dialect

import (
	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/phonebook"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Members writes the participants of a group in the shape that all engines share.
func Members(members []phonebook.Member) []Object {
	list := make([]Object, 0, len(members))
	for _, m := range members {
		object := Object{"id": m.ID(), "role": m.Role}
		if m.LID != "" && m.Phone != "" {
			object["pn"] = m.Phone
		}
		list = append(list, object)
	}
	return list
}

// Joined writes the group that the account has joined, for the event about it.
func Joined(g phonebook.Group) Object {
	return Object{
		"id": g.ID, "subject": g.Subject, "description": g.Description, "invite": "https://chat.whatsapp.com/" + g.Invite(),
		"membersCanAddNewMember": true, "membersCanSendMessages": !g.AdminsWrite, "newMembersApprovalRequired": false,
		"participants": Members(g.Members),
	}
}

// Group writes a group as the list of groups has it.
func Group(engine string, g phonebook.Group, withMembers bool) Object {
	switch engine {
	case config.GOWS:
		return gowsGroup(g, withMembers)
	case config.NOWEB:
		return nowebGroup(g, withMembers)
	}
	metadata := Object{"id": serialized(g.ID), "creation": g.Created, "owner": serialized(g.Owner()), "subject": g.Subject, "desc": g.Description}
	if withMembers {
		metadata["participants"] = webjsMembers(g.Members)
	}
	return Object{
		"id": serialized(g.ID), "name": g.Subject, "isGroup": true, "isReadOnly": false, "unreadCount": 0,
		"timestamp": g.Created, "groupMetadata": metadata,
	}
}

func gowsGroup(g phonebook.Group, withMembers bool) Object {
	object := Object{
		"JID": g.ID, "OwnerJID": waid.JID(g.Owner()), "Name": g.Subject, "Topic": g.Description, "GroupCreated": rfc3339(g.Created),
		"IsLocked": false, "IsAnnounce": g.AdminsWrite, "AddressingMode": "lid", "ParticipantCount": len(g.Members),
	}
	if withMembers {
		list := []Object{}
		for _, m := range g.Members {
			list = append(list, Object{
				"JID": waid.JID(m.ID()), "PhoneNumber": waid.JID(m.Phone), "LID": m.LID, "IsAdmin": m.IsAdmin(),
				"IsSuperAdmin": m.Role == phonebook.SuperAdmin,
			})
		}
		object["Participants"] = list
	}
	return object
}

func nowebGroup(g phonebook.Group, withMembers bool) Object {
	object := Object{
		"id": g.ID, "subject": g.Subject, "desc": nullable(g.Description), "owner": waid.JID(g.Owner()), "creation": g.Created,
		"size": len(g.Members), "announce": g.AdminsWrite, "restrict": false, "addressingMode": "lid",
	}
	if withMembers {
		list := []Object{}
		for _, m := range g.Members {
			member := Object{"id": waid.JID(m.ID()), "phoneNumber": waid.JID(m.Phone), "lid": m.LID, "admin": nil}
			if m.IsAdmin() {
				member["admin"] = m.Role
			}
			list = append(list, member)
		}
		object["participants"] = list
	}
	return object
}

func webjsMembers(members []phonebook.Member) []Object {
	list := []Object{}
	for _, m := range members {
		list = append(list, Object{
			"id": serialized(m.ID()), "isAdmin": m.IsAdmin(), "isSuperAdmin": m.Role == phonebook.SuperAdmin,
		})
	}
	return list
}

func serialized(id string) Object {
	user, server := waid.Split(id)
	return Object{"server": server, "user": user, "_serialized": id}
}

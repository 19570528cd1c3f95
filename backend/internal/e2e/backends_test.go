package e2e_test

import (
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

func (b *backend) leads() bool { return strings.Contains(b.output(), "holding the lease") }

// Two backends on one database and one engine: both serve, one at a time reconciles, and the other takes over when that
// one is killed.
func TestTwoBackends(t *testing.T) {
	t.Parallel()
	in := newInstallation(t, nil)
	one, two := in.backend(), in.backend()
	wait.Until(t, "one of them reconciles", func() bool { return one.leads() || two.leads() })
	if two.leads() {
		one, two = two, one
	}
	leader, follower := in.person(one), in.person(two)

	var byLeader, byFollower []session
	together(t, 2, func(i int) {
		if i == 0 {
			byLeader = leader.createMany(2)
		} else {
			byFollower = follower.createMany(2)
		}
	})
	together(t, 2, func(i int) { // each reads what was made through the other
		follower.showsQR(byLeader[i].ID)
		leader.showsQR(byFollower[i].ID)
	})
	in.consistent(leader.sessions())
	if two.leads() {
		t.Fatal("both backends reconcile at the same time")
	}
	linked := byFollower[0]
	follower.scan(linked)
	leader.reaches(linked.ID, "connected", connected)
	follower.hears(linked, "through the first")

	one.kill()
	follower.remove(byLeader[0].ID)
	fresh := follower.linked("Otra")
	follower.hears(fresh, "after the other took over")
	follower.hears(linked, "by the one that is left")
	in.consistent(follower.sessions())

	one.start()
	leader.reaches(fresh.ID, "connected for the one that came back", connected)
	leader.remove(fresh.ID)
	in.consistent(leader.sessions())
}

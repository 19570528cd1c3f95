// Package runtimetest holds every implementation of runtime.Runtime to the promises of its interface, with the real
// simulator as WAHA.
package runtimetest

import (
	"testing"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// Subject is one runtime under test, its engine to itself as far as names go, with ways to act behind its back.
type Subject struct {
	Runtime      runtime.Runtime
	Neighbour    runtime.Runtime                          // of another installation on the same engine
	StopByHand   func(t *testing.T, name string)          // gracefully
	RemoveByHand func(t *testing.T, name string)          // whatever a person can take away short of the login data
	Leftovers    func(t *testing.T, name string) []string // all that exists under the name, for a message
}

// Run tests the runtimes that fresh makes, one for each test.
func Run(t *testing.T, fresh func(t *testing.T) Subject) {
	t.Helper()
	ports := newPortRange()
	for name, test := range map[string]func(*bench){
		"Lifecycle":                     lifecycle,
		"EnsureTwice":                   ensureTwice,
		"EnsureTogether":                ensureTogether,
		"EnsureManyNames":               ensureManyNames,
		"LoginSurvives":                 loginSurvives,
		"ChangedSpecReplaces":           changedSpecReplaces,
		"SpecsCompete":                  specsCompete,
		"CrashIsSeen":                   crashIsSeen,
		"CrashedIsStartedAgain":         crashedIsStartedAgain,
		"StoppedByHand":                 stoppedByHand,
		"RemovedByHand":                 removedByHand,
		"WatchTellsTheWholeLife":        watchTellsTheWholeLife,
		"WatchEndsWithContext":          watchEndsWithContext,
		"WhatIsNotThere":                whatIsNotThere,
		"RemoveTwice":                   removeTwice,
		"RemoveWhileEnsuring":           removeWhileEnsuring,
		"OthersAreLeftAlone":            othersAreLeftAlone,
		"LogsTail":                      logsTail,
		"LogsFollow":                    logsFollow,
		"LogsFollowEnds":                logsFollowEnds,
		"Stats":                         stats,
		"StatsOfStopped":                statsOfStopped,
		"PortTakenByStranger":           portTakenByStranger,
		"CancelledContextLeavesNothing": cancelledContextLeavesNothing,
		"InvalidSpec":                   invalidSpec,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(&bench{Subject: fresh(t), t: t, ctx: t.Context(), ports: ports})
		})
	}
}

package routes_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
)

// TestAPI is the API's documentation, tried out: every answer is held to docs/openapi.yaml, and in the end every
// documented answer must have been given.
func TestAPI(t *testing.T) {
	t.Parallel()
	suite := apitest.NewSuite(t)
	t.Run("tests", func(t *testing.T) {
		for name, test := range map[string]func(*testing.T, *apitest.Suite){
			"routes are documented":          testRoutesAreDocumented,
			"codes and rules are documented": testCodesAndRulesAreDocumented,
			"webhook listener has one route": testWebhookListenerHasOneRoute,
			"the document":                   testTheDocument,
			"unknown addresses":              testUnknownAddresses,
			"health":                         testHealth,
			"languages":                      testLanguages,
			"tokens":                         testTokens,
			"ended logins":                   testEndedLogins,
			"isolation":                      testIsolation,
			"bad input":                      testBadInput,
			"life of a session":              testLifeOfASession,
			"pairing code":                   testPairingCode,
			"conversation":                   testConversation,
			"pages of a chat":                testPagesOfAChat,
			"sending":                        testSending,
			"lists of chats":                 testListsOfChats,
			"changing a chat":                testChangingAChat,
			"jumping to a message":           testJumpingToAMessage,
			"one message":                    testOneMessage,
			"gallery":                        testGallery,
			"participants":                   testParticipants,
			"search":                         testSearch,
			"export":                         testExport,
			"updates":                        testUpdates,
			"events":                         testEvents,
			"logs":                           testLogs,
			"no container":                   testNoContainer,
			"unchanged reads":                testUnchangedReads,
			"session limit":                  testSessionLimit,
			"too many waiting":               testTooManyWaiting,
			"webhooks":                       testWebhooks,
			"database gone":                  testDatabaseGone,
			"database slow":                  testDatabaseSlow,
			"WAHA gone":                      testWAHAGone,
			"WAHA slow":                      testWAHASlow,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, suite)
			})
		}
	})
	t.Run("every documented answer was given", func(t *testing.T) {
		for _, answer := range suite.Contract.NotGiven() {
			t.Errorf("%s is documented and no test got it", answer)
		}
	})
}

// idle are the settings of a backend without containers.
var idle = map[string]string{"ROLES": "worker"}

// call is one documented operation with values in its places.
type call struct {
	name         string
	method, path string
	body         any
	operation    *openapi3.Operation
}

// calls lists every operation, with a session and a chat in the places for them.
func calls(suite *apitest.Suite, session, chat string) []call {
	places := strings.NewReplacer(
		"{id}", session, "{sessionId}", session, "{chatId}", chat, "{messageId}", someID(),
		"{containerName}", "nobody", "{asset}", "swagger-ui.css", "/api/search", "/api/search?q=Hola&sessionId="+session,
	)
	bodies := map[string]any{
		"createSession":      map[string]string{"sessionName": "Ventas"},
		"updateSession":      map[string]string{"sessionName": "Ventas"},
		"requestPairingCode": map[string]string{"phoneNumber": "5491122334455"},
		"updateChat":         map[string]bool{"archived": true},
		"sendMessage":        map[string]string{"phoneNumber": "5491122334455", "message": "Hola"},
		"receiveWebhook":     map[string]string{"event": "message.any"},
	}
	operations := suite.Contract.Operations()
	var list []call
	for _, key := range slices.Sorted(maps.Keys(operations)) {
		method, path, _ := strings.Cut(key, " ")
		operation := operations[key]
		list = append(list, call{
			name: operation.OperationID, method: method, path: places.Replace(path), body: bodies[operation.OperationID],
			operation: operation,
		})
	}
	return list
}

// namesNoSession says whether an operation is about all of a caller's sessions.
func (c call) namesNoSession() bool {
	return slices.Contains([]string{"createSession", "listSessions", "listChats", "streamEvents"}, c.name)
}

// protected lists the operations that want a token.
func protected(suite *apitest.Suite, session, chat string) []call {
	return slices.DeleteFunc(calls(suite, session, chat), func(c call) bool { return apitest.IsPublic(c.operation) })
}

func (c call) by(client *apitest.Client) *apitest.Response {
	switch {
	case c.body == nil:
		return client.Do(c.method, c.path, nil)
	case c.method == "PATCH":
		return client.PATCH(c.path, c.body)
	default:
		return client.POST(c.path, c.body)
	}
}

// someID is an id that nothing has.
func someID() string { return uuid.NewString() }

// rows is all that a database holds of sessions and messages, to see whether a request changed it.
func rows(t *testing.T, server *apitest.Server) string {
	t.Helper()
	var all string
	err := server.DB.Super.QueryRow(t.Context(), `select jsonb_build_object(
		'sessions', (select jsonb_agg(to_jsonb(s) order by s.id) from public.whatsapp_sessions s),
		'messages', (select jsonb_agg(to_jsonb(m) order by m.id) from public.messages m),
		'contacts', (select jsonb_agg(to_jsonb(c) order by c.id) from public.contacts c))::text`).Scan(&all)
	if err != nil {
		t.Fatalf("read all rows: %v", err)
	}
	return all
}

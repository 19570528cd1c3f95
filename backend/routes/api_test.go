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
			"what containers reach":          testWhatContainersReach,
			"the document":                   testTheDocument,
			"unknown addresses":              testUnknownAddresses,
			"health":                         testHealth,
			"languages":                      testLanguages,
			"tokens":                         testTokens,
			"ended logins":                   testEndedLogins,
			"isolation":                      testIsolation,
			"bad input":                      testBadInput,
			"dashboard":                      testDashboard,
			"capacity":                       testCapacity,
			"life of a session":              testLifeOfASession,
			"phases of a start":              testPhasesOfAStart,
			"passkey":                        testPasskey,
			"pairing code":                   testPairingCode,
			"history choice":                 testHistoryChoice,
			"look of a number":               testLookOfANumber,
			"groups ignored":                 testGroupsIgnored,
			"imports":                        testImports,
			"history of a linked number":     testHistoryOfALinkedNumber,
			"conversation":                   testConversation,
			"pages of a chat":                testPagesOfAChat,
			"sending":                        testSending,
			"every kind out":                 testEveryKindOut,
			"actions":                        testActions,
			"stars and pins":                 testStarsAndPins,
			"failures repaired":              testFailuresRepaired,
			"calls":                          testCalls,
			"numbers":                        testNumbers,
			"not connected":                  testNotConnected,
			"media in":                       testMediaIn,
			"media that expired":             testMediaThatExpired,
			"links":                          testLinks,
			"pictures":                       testPictures,
			"files with false names":         testFilesWithFalseNames,
			"bad files":                      testBadFiles,
			"forbidden addresses":            testForbiddenAddresses,
			"lists of chats":                 testListsOfChats,
			"telling of a chat":              testTellingOfAChat,
			"one chat":                       testOneChat,
			"origin of a quote":              testOriginOfAQuote,
			"facts of a session":             testFactsOfASession,
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
			"metrics":                        testMetrics,
			"tracing":                        testTracing,
			"database gone":                  testDatabaseGone,
			"database slow":                  testDatabaseSlow,
			"slow readers":                   testSlowReaders,
			"WAHA gone":                      testWAHAGone,
			"WAHA slow":                      testWAHASlow,
			"WAHA fails":                     testWAHAFails,
			"outsiders":                      testOutsiders,
			"repeated sends":                 testRepeatedSends,
			"unknown outcome":                testUnknownOutcome,
			"engine that chooses ids":        testEngineThatChoosesIDs,
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

// upload is a body of parts.
type upload struct{ contentType, body string }

// note is a file of text.
var note = upload{
	"multipart/form-data; boundary=x",
	"--x\r\nContent-Disposition: form-data; name=file; filename=note.txt\r\n\r\nHola\r\n--x--\r\n",
}

// calls lists every operation, with a session and a chat in the places for them. Messages, files and calls are none that exist.
func calls(suite *apitest.Suite, session, chat string) []call {
	places := strings.NewReplacer(
		"{id}", session, "{sessionId}", session, "{chatId}", chat, "{containerName}", "nobody", "{asset}", "swagger-ui.css",
		"{messageId}", someID(), "{mediaId}", someID(), "{contactId}", someID(), "{callId}", "6EDD4B7C", "{phoneNumber}", "5491122334455",
		"/api/search", "/api/search?q=Hola&sessionId="+session,
	)
	bodies := map[string]any{
		"createSession":      map[string]string{"sessionName": "Ventas"},
		"updateSession":      map[string]string{"sessionName": "Ventas"},
		"startImport":        map[string]int{"days": 30},
		"requestPairingCode": map[string]string{"phoneNumber": "5491122334455"},
		"updateChat":         map[string]bool{"archived": true},
		"sendMessage":        map[string]string{"phoneNumber": "5491122334455", "message": "Hola"},
		"receiveWebhook":     map[string]string{"event": "message.any"},
		"composeMessage":     map[string]string{"type": "text", "text": "Hola"},
		"setPresence":        map[string]string{"state": "typing"},
		"uploadMedia":        note,
		"editMessage":        map[string]string{"text": "Hola"},
		"setReaction":        map[string]string{"emoji": "👍"},
		"starMessage":        map[string]bool{"starred": true},
		"pinMessage":         map[string]int{"days": 7},
		"forwardMessage":     map[string]string{"chatId": "5491155667788"},
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
	return slices.Contains([]string{"createSession", "listSessions", "getDashboard", "getUnread", "getCapacity", "listChats", "streamEvents"}, c.name)
}

// protected lists the operations that want a token.
func protected(suite *apitest.Suite, session, chat string) []call {
	return slices.DeleteFunc(calls(suite, session, chat), func(c call) bool { return apitest.IsPublic(c.operation) })
}

func (c call) by(client *apitest.Client) *apitest.Response {
	if file, ok := c.body.(upload); ok {
		return client.With("Content-Type", file.contentType).Do(c.method, c.path, []byte(file.body))
	}
	return client.JSON(c.method, c.path, c.body)
}

// missing is the code of what the operation doesn't find in somebody else's session, or in none.
func (c call) missing() string {
	if strings.Contains(c.path, "/message/") && c.name != "forwardMessage" && c.name != "getMessage" || c.name == "rejectCall" {
		return "message_not_found"
	}
	return "session_not_found"
}

// someID is an id that nothing has.
func someID() string { return uuid.NewString() }

// rows is all that a database holds of sessions and messages, to see whether a request changed it. What workers write by themselves,
// a picture they fetch and when they look next, is left out.
func rows(t *testing.T, server *apitest.Server) string {
	t.Helper()
	var all string
	err := server.DB.Super.QueryRow(t.Context(), `select jsonb_build_object(
		'sessions', (select jsonb_agg(to_jsonb(s) - '{gap_since,next_check_at,next_lids_at}'::text[] order by s.id) from public.whatsapp_sessions s),
		'messages', (select jsonb_agg(to_jsonb(m) order by m.id) from public.messages m),
		'media', (select jsonb_agg(to_jsonb(m) order by m.id) from public.media m),
		'contacts', (select jsonb_agg(to_jsonb(c) - '{next_info_at,picture_key}'::text[] order by c.id) from public.contacts c))::text`).Scan(&all)
	if err != nil {
		t.Fatalf("read all rows: %v", err)
	}
	return all
}

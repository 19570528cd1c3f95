package config

import (
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Sim holds the timings and bounds that only the simulator has.
type Sim struct {
	ListenHost  string        // empty means all interfaces
	BootDelay   time.Duration // before listening
	AutoStart   time.Duration // from listening to the first auto-started session
	Starting    time.Duration // STARTING → SCAN_QR_CODE or WORKING
	Link        time.Duration // scan → WORKING
	FirstQR     time.Duration
	NextQR      time.Duration
	QRCount     int
	StopSleep   time.Duration // after a stop, inside the operation
	UnpairSleep time.Duration // added by logout and delete
	WaitRunning time.Duration // a call waits so long for the session to run
	WaitStatus  time.Duration // and so long for its status
	LockWait    time.Duration // an operation on a session waits so long for the one before it
	AckServer   time.Duration // each ack counts from the one before it
	AckDevice   time.Duration
	AckRead     time.Duration
	AutoRead    bool // the other people read by themselves

	PhoneNumber string
	PushName    string

	MaxMessages        int // of all chats together; the oldest go first
	MaxMessageBytes    int
	MaxMediaFiles      int // of a session
	MaxMediaBytes      int
	MaxFileBytes       int
	MaxPendingWebhooks int
	WebhookTimeout     time.Duration
	DownloadTimeout    time.Duration // of a file that is to be sent
	Chrome             bool          // the browser is Chrome, which can send videos
}

func loadSim(env *environment, c Config) Sim {
	stop, unpair := engineSleeps(c.Engine)
	return Sim{
		ListenHost:  env.text("SIM_LISTEN_HOST", ""),
		BootDelay:   env.millis("SIM_BOOT_DELAY_MS", 0),
		AutoStart:   env.millis("SIM_AUTO_START_MS", 100*time.Millisecond),
		Starting:    env.millis("SIM_STARTING_MS", 300*time.Millisecond),
		Link:        env.millis("SIM_LINK_MS", 200*time.Millisecond),
		FirstQR:     env.millis("SIM_QR_FIRST_MS", 60*time.Second),
		NextQR:      env.millis("SIM_QR_NEXT_MS", 20*time.Second),
		QRCount:     env.number("SIM_QR_COUNT", 6),
		StopSleep:   env.millis("SIM_STOP_MS", stop),
		UnpairSleep: env.millis("SIM_UNPAIR_MS", unpair),
		WaitRunning: env.millis("SIM_WAIT_RUNNING_MS", 5*time.Second),
		WaitStatus:  env.millis("SIM_WAIT_STATUS_MS", 10*time.Second),
		LockWait:    env.millis("SIM_LOCK_WAIT_MS", 5*time.Second),
		AckServer:   env.millis("SIM_ACK_SERVER_MS", 30*time.Millisecond),
		AckDevice:   env.millis("SIM_ACK_DEVICE_MS", 100*time.Millisecond),
		AckRead:     env.millis("SIM_ACK_READ_MS", 400*time.Millisecond),
		AutoRead:    env.flag("SIM_AUTO_READ", true),

		// A number of its own for each worker, so that two containers don't claim to be the same phone.
		PhoneNumber: env.text("SIM_PHONE_NUMBER", "54911"+waid.Digits("phone:"+c.WorkerID, 8)),
		PushName:    env.text("SIM_PUSH_NAME", "Simulated phone"),

		MaxMessages:        env.number("SIM_MAX_MESSAGES", 10_000),
		MaxMessageBytes:    env.number("SIM_MAX_MESSAGE_BYTES", 8<<20),
		MaxMediaFiles:      env.number("SIM_MAX_MEDIA_FILES", 2000),
		MaxMediaBytes:      env.number("SIM_MAX_MEDIA_BYTES", 1<<30),
		MaxFileBytes:       env.number("SIM_MAX_FILE_BYTES", 100<<20),
		MaxPendingWebhooks: env.number("SIM_MAX_PENDING_WEBHOOKS", 10_000),
		WebhookTimeout:     env.millis("SIM_WEBHOOK_TIMEOUT_MS", 60*time.Second),
		DownloadTimeout:    env.millis("SIM_DOWNLOAD_TIMEOUT_MS", 60*time.Second),
		Chrome:             env.flag("SIM_CHROME", false),
	}
}

// engineSleeps are the fixed pauses that WAHA makes: after a stop, and after unlinking a device.
func engineSleeps(engine string) (stop, unpair time.Duration) {
	switch engine {
	case WEBJS:
		return 3 * time.Second, 3 * time.Second
	case NOWEB:
		return time.Second, time.Second
	}
	return 0, time.Second
}

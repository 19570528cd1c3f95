package embeddedpg

import "fmt"

// settings are the server's arguments. They are given at each start and not written to a file, so a new version of this
// program brings its own.
func settings(f *folder, port int, unsafe bool) []string {
	values := []string{
		"listen_addresses=127.0.0.1",
		fmt.Sprintf("port=%d", port),
		"unix_socket_directories=",
		"max_connections=200",
		// Twice the default. Answers to webhooks were steadier with it: docs/performance.md.
		"shared_buffers=256MB",
		"timezone=UTC",
		"log_timezone=UTC",
		// Statements and error details hold what people write to each other: neither may reach the log.
		"log_min_messages=log",
		"log_min_error_statement=panic",
		"log_error_verbosity=terse",
		"log_checkpoints=off",
	}
	if unsafe {
		values = append(values, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	args := []string{"-D", f.path("cluster")}
	for _, value := range values {
		args = append(args, "-c", value)
	}
	return args
}

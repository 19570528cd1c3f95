module github.com/conectafy/conectafy/docker/socket-proxy

go 1.26.0

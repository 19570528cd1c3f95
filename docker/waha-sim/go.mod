module github.com/conectafy/conectafy/docker/waha-sim

go 1.26.0

require rsc.io/qr v0.2.0

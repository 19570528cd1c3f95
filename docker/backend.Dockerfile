# The backend alone: one static program on nothing. Built from the folder backend:
#   docker build -f docker/backend.Dockerfile --build-arg VERSION=1.2.3 -t conectafy/backend:1.2.3 backend
ARG GO_IMAGE=golang:1.26-bookworm

FROM ${GO_IMAGE} AS build
WORKDIR /src
ENV CGO_ENABLED=0 GOWORK=off
# The same tags as in scripts/lib.sh, which scripts/size.sh compares: they leave out what we don't use of some libraries.
ENV GOFLAGS="-buildvcs=false -tags=nomsgpack,grpcnotrace,validator_novalidatefn,nethttpomithttp2"
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN go build -trimpath -ldflags="-s -w -X main.version=${VERSION}" -o /out/conectafy . \
  && mkdir -p /out/data && cp /etc/ssl/certs/ca-certificates.crt /out/

FROM scratch
ARG VERSION=dev
LABEL org.opencontainers.image.title="Conectafy backend" org.opencontainers.image.version="${VERSION}"
COPY --from=build /out/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/conectafy /conectafy
# A new volume on /data takes this folder's owner.
COPY --from=build --chown=65532:65532 /out/data /data
ENV LISTEN_HOST=0.0.0.0 DATA_DIR=/data
USER 65532:65532
VOLUME /data
EXPOSE 3001
HEALTHCHECK --interval=10s --timeout=6s --start-period=120s --retries=3 CMD ["/conectafy", "healthcheck"]
ENTRYPOINT ["/conectafy"]
CMD ["serve"]

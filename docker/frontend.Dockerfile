# The web app: Next's standalone server on Node. Built from the folder frontend:
#   docker build -f docker/frontend.Dockerfile --build-arg VERSION=1.2.3 -t conectafy/frontend:1.2.3 frontend
# Its settings come when it starts, so that one image serves any installation.
ARG NODE_IMAGE=node:24-bookworm
ARG NODE_RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian12

FROM ${NODE_IMAGE} AS build
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY . .
RUN npx --no-install next build \
  && cp -r public .next/standalone/ \
  && cp -r .next/static .next/standalone/.next/

FROM ${NODE_RUNTIME_IMAGE}
ARG VERSION=dev
LABEL org.opencontainers.image.title="Conectafy web app" org.opencontainers.image.version="${VERSION}"
WORKDIR /app
COPY --from=build /src/.next/standalone ./
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
USER 65532:65532
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=6s --start-period=120s --retries=3 \
  CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:3000/login').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["server.js"]

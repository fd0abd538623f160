FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=development
# One static file: SQLite is C, so the C library is linked in; names and users are looked up by Go's own code.
RUN CGO_ENABLED=1 go build -trimpath -buildvcs=false -tags netgo,osusergo,sqlite_omit_load_extension \
    -ldflags "-s -w -linkmode external -extldflags -static -X mendwell/internal/cli.version=${VERSION}" \
    -o /out/mendwell ./cmd/mendwell \
 && mkdir /out/data

FROM scratch
COPY --from=build /out/mendwell /mendwell
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
# Nothing is written outside the volume, so the root file system may be read-only (docker run --read-only).
ENV MENDWELL_DATA=/data SQLITE_TMPDIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/mendwell", "health"]
ENTRYPOINT ["/mendwell"]
CMD ["serve"]

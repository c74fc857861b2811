# The service alone: no shell, no package, no root. `make image` stages what is copied here into
# target/staged, from a static build.
FROM scratch

ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z

LABEL org.opencontainers.image.title="fingerprint-api" \
      org.opencontainers.image.description="Tells what a web client really is" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"

# A layer of their own: a new binary does not move the models, nor the other way round.
COPY models /models
COPY sbom.json licences.txt /usr/share/fingerprint-api/
COPY fingerprint-api /fingerprint-api

USER 1000:1000
ENV FPA_MODELS__DIR=/models
EXPOSE 8000/tcp
STOPSIGNAL SIGTERM
ENTRYPOINT ["/fingerprint-api"]
CMD ["serve"]

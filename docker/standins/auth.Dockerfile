FROM scratch
COPY authserver /authserver
ENTRYPOINT ["/authserver"]

#!/bin/sh
# From a need to a recorded decision with curl alone. EVENTAIL: the address; EVENTAIL_TOKEN: a session's token, where one is asked for.
set -eu
BASE="${EVENTAIL:-http://127.0.0.1:8787}/v1"
ask() { curl -sS --fail-with-body -H 'content-type: application/json' ${EVENTAIL_TOKEN:+-H "authorization: Bearer $EVENTAIL_TOKEN"} "$@"; }
named() { grep -o "\"$1\":\"$2[^\"]*\"" | head -1 | cut -d'"' -f4; }

# A conversation, opened with what the dossier says and the first message.
ANSWER=$(ask "$BASE/conversations" -H "idempotency-key: $(date +%s)-$$" -d '{
  "dossier": { "commune": "59350", "mobiliteKm": 80 },
  "message": { "text": "une formation de soudeur, pas à distance" }
}')
CONVERSATION=$(echo "$ANSWER" | named id conv_)
TURN=$(echo "$ANSWER" | named id turn_)
OPTION=$(echo "$ANSWER" | named id opt_)
DIGEST=$(echo "$ANSWER" | named optionsDigest sha256:)

# What a person chose among the options shown. Another body with the same digest would be 409 already-decided.
ask "$BASE/conversations/$CONVERSATION/turns/$TURN/decision" \
  -d "{\"kind\":\"choose\",\"optionIds\":[\"$OPTION\"],\"optionsDigest\":\"$DIGEST\"}"

import os
from eventail import Eventail, EventailProblem

eventail = Eventail(os.environ.get("EVENTAIL", "http://127.0.0.1:8787"), os.environ.get("EVENTAIL_TOKEN"))

try:
    conversation = eventail.open_conversation({"dossier": {"commune": "59350", "mobiliteKm": 80}})
    turn = eventail.send_message(conversation["id"], {"text": "une formation de soudeur, pas à distance"})
    for option in turn["options"]:
        print(f"{option['letter']}. {option['item']['title']}, {option['item']['provider']['name']}")
    # What a person chose among the options shown.
    chosen = (turn["options"] + turn["nearest"])[0]["id"]
    decision = eventail.record_decision(
        conversation["id"],
        turn["id"],
        {"kind": "choose", "optionIds": [chosen], "optionsDigest": turn["optionsDigest"]},
    )
    print(f"Recorded: {decision['id']}")
except EventailProblem as problem:
    raise SystemExit(f"{problem.code}: {problem}")

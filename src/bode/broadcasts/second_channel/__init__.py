"""When WhatsApp fails: in a crisis, who has not got the message in time gets it by SMS or e-mail.

`provider` says what a provider must do; `notify` and `smtp` are two. `channel` is what a
municipality set; `missed` finds for whom it is, `sending` reaches them, `deciding` is for what
nobody knows, `counting` tells who was reached how.
"""

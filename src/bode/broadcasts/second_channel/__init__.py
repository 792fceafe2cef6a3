"""When WhatsApp fails: in a crisis, who has not got the message in time gets it by SMS.

`provider` says what a provider of SMS must do; `notify` is one. `channel` is what a municipality
set; `missed` finds for whom it is, `sending` reaches them, `counting` tells who was reached how.
"""

"""The addresses of the reply box and of what stands ready for it."""

from django.urls import path

from . import composing, drafting, quick_replies

composer_urls = [
    path("desk/<uuid:conversation_id>/replies/", quick_replies.offer_replies, name="offer_replies"),
    path("settings/replies/", quick_replies.replies, name="replies"),
    path("settings/replies/new/", quick_replies.edit_reply, name="new_reply"),
    path("settings/replies/<uuid:reply_id>/", quick_replies.edit_reply, name="edit_reply"),
    path(
        "settings/replies/<uuid:reply_id>/delete/", quick_replies.delete_reply, name="delete_reply"
    ),
    path("desk/<uuid:conversation_id>/files/", composing.keep_file, name="keep_file"),
    path("desk/<uuid:conversation_id>/draft/", drafting.save_draft, name="save_draft"),
    path("desk/<uuid:conversation_id>/undo/<uuid:draft_id>/", drafting.undo, name="undo"),
    path(
        "desk/<uuid:conversation_id>/extra/preview/", composing.preview_extra, name="preview_extra"
    ),
    path("desk/preview/", composing.preview_words, name="preview_words"),
    path("desk/drafts/", drafting.drafted, name="drafted"),
    path("settings/undo/", drafting.choose_undo_time, name="choose_undo_time"),
]

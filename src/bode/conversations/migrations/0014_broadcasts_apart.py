from typing import ClassVar

from django.db import migrations

from bode.conversations.search.keeping import MESSAGES_BUT_BROADCASTS


class Migration(migrations.Migration):
    """What a whole town got is not found once for each of them."""

    dependencies: ClassVar = [("conversations", "0013_amiss")]

    operations: ClassVar = [MESSAGES_BUT_BROADCASTS]

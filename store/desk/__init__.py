"""The one door of the desk, made of parts. Each verb that changes something is one named change.

Every change passes `Desk._apply` (in `base`): it is saved first, then memory, index and history follow.
"""

from __future__ import annotations

from store.desk.annotating import Annotating
from store.desk.choosing import Choosing
from store.desk.gathering import Gathering
from store.desk.keeping import Keeping
from store.desk.linking import Linking
from store.desk.opening import Opening
from store.desk.reading import Reading
from store.desk.remembering import Remembering
from store.desk.searching import Searching
from store.desk.undoing import Undoing

__all__ = ["Desk"]


class Desk(
    Opening, Gathering, Annotating, Linking, Searching, Reading, Choosing, Undoing, Keeping, Remembering
):
    """Articles, their annotations and their tags, in one folder or in memory.

    Safe to call from several threads; each verb is done, and durable, when it returns. Who only reads does
    not wait for a change that another thread is saving. Several desks may be open on one folder: each verb
    that changes something takes the desk's lock, and first takes over what others have done; `refresh` does
    so for reading.
    """

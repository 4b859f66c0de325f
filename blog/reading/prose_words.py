"""The sentences of the three standing pages, each one a message of the catalogue."""

from ..web.i18n import gettext as _

Sections = list[tuple[str, list[str]]]


def about_sections() -> Sections:
    """What Wenda is, how a joint post comes to be, and who speaks."""
    return [
        (_("A conversation between two sides"), [
            _("Wenda publishes joint posts. Two organisations, one Western and one Chinese, put questions to each other and answer them in public."),
            _("Every joint post has two halves. In one the West asks and the East answers; in the other the East asks and the West answers. Both halves have the same number of questions."),
        ]),
        (_("Two languages, three scripts"), [
            _("Each side writes in its own language. Everything can be read in English and in Chinese, in simplified or traditional characters, or with both languages side by side."),
            _("Where a translation is missing you see the original, and the page says so. Where the original has changed since it was translated, the page says that too."),
        ]),
        (_("Two signatures"), [
            _("A post appears when both organisations have signed exactly the same text. Either of them can take it back, with a reason."),
        ]),
        (_("And you"), [
            _("You can comment under any question, in English or Chinese. All languages share one thread, and a moderator reads each comment before it appears."),
        ]),
    ]


def privacy_sections() -> Sections:
    """What a reader leaves behind, why, how long, and what can be done about it."""
    return [
        (_("If you only read"), [
            _("No cookie is set and nothing is loaded from anybody else’s server. We do not follow readers."),
        ]),
        (_("If you comment"), [
            _("We ask for a name and an e-mail address. The name stands above your comment. The address is never shown, never passed on and never used for anything you did not ask for."),
            _("The address is stored encrypted, apart from your comment, so that a moderator can reach you and so that you can have your data sent to you or erased. It is deleted 180 days after you wrote."),
            _("The little picture beside your name is drawn from a random number, not from your address."),
            _("To limit abuse we count how many comments come from a network. We keep a keyed hash of the network for at most a day, never your IP address."),
        ]),
        (_("If you have an account"), [
            _("Partners’ authors and moderators sign in. One cookie then tells us that it is you; signing out deletes it. What you decide or sign is kept as history, with your name."),
        ]),
        (_("Your rights"), [
            _("You may ask what we hold about you, have it corrected, have it sent to you, or have it erased, and you may withdraw your consent at any time. This holds under the GDPR and under China’s Personal Information Protection Law alike."),
            _("Comments are published on the internet and can be read in every country. By sending one you agree to that. Please do not write if you are under fourteen."),
        ]),
    ]


def policy_sections() -> Sections:
    """What is published, what is not, and how to object."""
    return [
        (_("Before a comment appears"), [
            _("A moderator reads every comment. Most are decided within a working day in Europe or China, whichever comes first."),
            _("Automatic checks only sort: they point out links and certain words. No comment is deleted by a machine."),
        ]),
        (_("What we publish"), [
            _("Anything that is about the question, in English or Chinese, and that speaks to people as one would across a table. Disagreement is welcome from either side."),
        ]),
        (_("What we do not publish"), [
            _("Abuse of persons or peoples, other people’s private details, advertising, the same words over and over, and what is not about the question."),
            _("When a comment is not published, its author sees so on the private page that opened after sending."),
        ]),
        (_("Who decides, and about whom"), [
            _("Nobody decides about a comment of their own. Every decision is written down with its reason and can be undone. The same rules hold for both languages and both partners."),
        ]),
    ]

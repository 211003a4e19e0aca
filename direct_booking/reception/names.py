"""What owners call their calendars' providers; which is not what the interface to them is called."""

PROVIDERS = {
    "google": "Google Calendar",
    "microsoft": "Outlook",
    "caldav": "CalDAV",
    "local": "Embedded calendar",
}

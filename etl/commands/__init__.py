"""The commands of ``python -m etl`` in a list: name, function, and what the function says that it does."""

from typer.core import TyperGroup

from etl.commands.later import Later

COMMANDS = [
    Later(
        "check",
        "etl.commands.checks:check",
        "Say what the files are and everything dubious about them; change nothing.",
    ),
    Later(
        "import",
        "etl.commands.imports:import_",
        "Check the files, import them and publish; the same files again change nothing.",
    ),
    Later(
        "draft",
        "etl.commands.drafts:draft",
        "Write a proposed codebook from what the files tell about themselves; edit it by hand, or use it as it is.",
    ),
    Later("publish", "etl.commands.warehouse:publish", "Make a new release from what the warehouse holds."),
    Later(
        "audit",
        "etl.commands.audits:audit",
        "Attack the current release and those kept from before; say what is known of what they hide.",
    ),
    Later(
        "figures",
        "etl.commands.figures:figures",
        "The release's figures for one place, exactly as the pages show them.",
    ),
    Later("status", "etl.commands.warehouse:status", "What has been imported, and the current release."),
    Later(
        "forget",
        "etl.commands.warehouse:forget",
        "Remove uploads everywhere: warehouse, received files, and the next release.",
    ),
    Later("rebuild", "etl.commands.warehouse:rebuild", "Make the warehouse anew from the received files."),
    Later("demo", "etl.commands.samples:demo", "Import the sample data of a fictional municipality."),
    Later(
        "participation",
        "etl.commands.participation:add",
        "Add activities of participation to the register; the same file again adds nothing.",
    ),
    Later("report", "etl.commands.reports:report", "Make a report of released figures as PowerPoint, PDF or Excel."),
]

app = TyperGroup(
    name="etl", help="Brukerinnsikt: from export files to a release.", commands=COMMANDS, no_args_is_help=True
)

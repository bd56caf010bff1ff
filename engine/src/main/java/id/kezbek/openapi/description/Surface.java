package id.kezbek.openapi.description;

/** The public surfaces, each described by a document of its own. */
public enum Surface {
    V1("v1"),
    V2("v2");

    private final String folder;

    Surface(String folder) {
        this.folder = folder;
    }

    /** The folder of its parts beside this package's resources, and its document's name without an ending. */
    public String folder() {
        return folder;
    }
}

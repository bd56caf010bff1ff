package id.kezbek.openapi.description;

/** The public API surfaces. Each surface has its own OpenAPI document. */
public enum Surface {
    V1("v1"),
    V2("v2");

    private final String folder;

    Surface(String folder) {
        this.folder = folder;
    }

    /**
     * The name of two things: the resource folder with the document's parts, and the document's file without extension.
     */
    public String folder() {
        return folder;
    }
}

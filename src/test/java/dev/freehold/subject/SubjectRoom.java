package dev.freehold.subject;

import dev.freehold.audit.AuditLog;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import java.nio.file.Path;

/** The room with everything in it, for the tests of others. */
public record SubjectRoom(Subjects subjects, SubjectKeys keys) {

    public static SubjectRoom in(Path folder, Database database, AuditLog audit) {
        JdbcSubjects subjects = new JdbcSubjects(
                database, new Keyring(KeySettings.of(KeySettings.ONE), database, new DataFolder(folder)), audit);
        return new SubjectRoom(subjects, subjects);
    }
}

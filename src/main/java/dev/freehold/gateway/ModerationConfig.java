package dev.freehold.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/** Which classifier moderates, and what its labels mean. */
@ConfigMapping(prefix = "freehold.moderations")
public interface ModerationConfig {

    /** The model that is asked; without one nothing is moderated. */
    Optional<String> model();

    /** Labels of the model and the category that each is a sign of; a label that is not here is a sign of nothing. */
    Map<String, @WithConverter(CategoryName.class) ModerationCategory> categories();

    /** A category whose probability is at least this is flagged; from 0 to 1. */
    @WithDefault("0.5")
    double threshold();

    /** Reads a category as it is written on the wire. */
    final class CategoryName implements Converter<ModerationCategory> {
        @Override
        public ModerationCategory convert(String name) {
            return ModerationCategory.parse(name);
        }
    }
}

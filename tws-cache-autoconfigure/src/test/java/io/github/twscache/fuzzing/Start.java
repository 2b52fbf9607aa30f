package io.github.twscache.fuzzing;

import java.util.List;
import java.util.Map;

/**
 * The start of an application.
 *
 * @param properties its properties
 * @param customizer what its customizer does to each cache, nothing if it has none
 */
record Start(Map<String, String> properties, List<SettingStep> customizer) {
}

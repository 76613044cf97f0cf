package io.tidings.domain.provider;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider is and what it needs: all that a form, a document and the engine know of it without knowing its code.
 *
 * @param id                the provider's identifier
 * @param channel           the channel that it serves
 * @param name              what people call it
 * @param settings          its settings in the order of a form; keys are unique
 * @param profileProperties what it reads from a user's profile
 * @param reports           what it can report of a message
 * @param faults            the codes of its faults, explained, in the order of a document; codes are unique
 * @param setUpSteps        what a person does at the service to make it work, in order; {@code {callbackUrl}} stands
 *                          for the instance's callback URL
 * @param documentation     where the service documents itself
 */
public record ProviderDescriptor(ProviderId id, Channel channel, String name, List<SettingField> settings,
        List<ProfileProperty> profileProperties,
        Set<ReportedStatus> reports, List<KnownFault> faults, List<String> setUpSteps, URI documentation) {

    public ProviderDescriptor {
        settings = List.copyOf(settings);
        profileProperties = List.copyOf(profileProperties);
        reports = Set.copyOf(reports);
        faults = List.copyOf(faults);
        setUpSteps = List.copyOf(setUpSteps);
        if (faults.stream().map(KnownFault::code).distinct().count() < faults.size()) {
            throw new IllegalArgumentException(id + " explains a code twice");
        }
        var keys = new HashSet<String>();
        for (SettingField field : settings) {
            if (!keys.add(field.key())) {
                throw new IllegalArgumentException(id + " describes the setting " + field.key() + " twice");
            }
        }
    }

    public Optional<SettingField> setting(String key) {
        return settings.stream().filter(field -> field.key().equals(key)).findFirst();
    }
}

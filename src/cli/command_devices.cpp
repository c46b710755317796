// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/output.h"
#include "words/sentences.h"

namespace streamscope::cli {

namespace {

struct DevicesArguments
{
    std::string via;
    bool json = false;
};

const char* sourceText(const device::DeviceProfile& profile)
{
    return profile.source == device::ProfileSource::measured ? "measured" : "datasheet";
}

nlohmann::ordered_json deviceJson(const session::DeviceEntry& entry, const std::string& language)
{
    nlohmann::ordered_json json;
    json["on"] = entry.target.text();
    json["name"] = entry.name;
    json["available"] = entry.available;
    json["note"] = {
        {"id", entry.note.id}, {"arguments", entry.note.arguments}, {"text", words::sentence(entry.note, language)}};
    json["profile"] = nullptr;
    if (entry.profile)
        json["profile"] = {{"name", entry.profile->name},
                           {"source", sourceText(*entry.profile)},
                           {"compute_capability", std::to_string(entry.profile->computeMajor) + "." +
                                                      std::to_string(entry.profile->computeMinor)},
                           {"sms", entry.profile->sms}};
    return json;
}

Status listDevices(const DevicesArguments& arguments, const std::string& language)
{
    nlohmann::ordered_json document;
    document["devices"] = nlohmann::ordered_json::array();
    std::vector<std::vector<std::string>> rows;
    Status missing;
    for (const session::DeviceEntry& entry : session::devices(arguments.via)) {
        if (!entry.available)
            missing = Error{ErrorKind::device, "cuda", "", entry.note};
        document["devices"].push_back(deviceJson(entry, language));
        const std::string on = entry.available ? entry.target.text() : "cuda";
        rows.push_back({on, entry.name, words::sentence(entry.note, language)});
    }
    // The list is complete either way; the exit status tells a script whether there is a GPU.
    const Status written = writeStandardOutput(arguments.json ? jsonText(document) : tableText(rows, false));
    return written ? missing : written;
}

} // namespace

void addDevices(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("devices", "cli.help-devices");
    auto arguments = std::make_shared<DevicesArguments>();
    command->add_option("--via", arguments->via, "cli.help-via");
    command->add_flag("--json", arguments->json, "cli.help-json");
    command->callback([&context, arguments] {
        context.action = [&context, arguments] { return listDevices(*arguments, context.language); };
    });
}

} // namespace streamscope::cli

// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include "words/sentences.h"

namespace streamscope::cli {

namespace {

constexpr auto everyOption = [](const CLI::Option*) { return true; };
constexpr auto everyCommand = [](const CLI::App*) { return true; };

void describeOption(CLI::Option& option, const std::string& language)
{
    option.description(words::sentence(Message{option.get_description(), {}}, language));
    option.disable_flag_override();
    if (option.nonpositional())
        option.group(words::sentence({"cli.help-options", {}}, language));
    if (option.get_type_name().find(':') != std::string::npos) { // only then it has limits to ask for
        CLI::Validator* limits = option.get_validator(0);
        option.type_name(limits->get_description());
        limits->description({});
    }
}

void describeCommand(CLI::App& command, const std::string& language)
{
    command.description(words::sentence(Message{command.get_description(), {}}, language));
    for (CLI::Option* option : command.get_options(everyOption))
        describeOption(*option, language);
}

/// The one that the problem names; null: none.
const CLI::Option* blamed(const CLI::App& command, const std::string& problem)
{
    const CLI::Option* found = nullptr;
    for (const CLI::Option* option : command.get_options(everyOption)) {
        std::string name = option->get_name();
        if (option->get_items_expected_max() == 0) // of flags CLI11 speaks without their dashes
            name.erase(0, name.find_first_not_of('-'));
        if (problem.find(name) != std::string::npos && (!found || name.size() > found->get_name().size()))
            found = option;
    }
    return found;
}

/// "1..100000"
std::string expectation(const CLI::Option& option, const std::string& language)
{
    const std::string type = option.get_type_name();
    return type == "FLOAT" ? words::sentence(Message{"cli.number", {}}, language) : type;
}

Error optionError(const CLI::Option& option, const CLI::ParseError& problem, const std::string& language)
{
    const auto say = [&](Message message) {
        return Error{ErrorKind::input, option.get_name(), "", std::move(message)};
    };
    if (option.get_items_expected_max() == 0)
        return say({"cli.no-value", {}});
    if (option.results().empty())
        return say({"cli.missing", {}});
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&problem))
        return say({"cli.given-twice", {}});
    return say({"cli.other-value", {expectation(option, language), option.results().back()}});
}

std::string commandNames(const CLI::App& app)
{
    std::string names;
    for (const CLI::App* command : app.get_subcommands(everyCommand))
        names += (names.empty() ? "" : ", ") + command->get_name();
    return names;
}

} // namespace

void describe(CLI::App& app, const std::string& language)
{
    for (const auto& [label, id] : {std::pair{"Usage", "cli.help-usage"},
                                    {"OPTIONS", "cli.help-options"},
                                    {"Positionals", "cli.help-positionals"},
                                    {"SUBCOMMAND", "cli.help-command"},
                                    {"REQUIRED", "cli.help-required"}})
        app.get_formatter()->label(label, words::sentence(Message{id, {}}, language));
    describeCommand(app, language);
    for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
        command->group(words::sentence({"cli.help-commands", {}}, language));
        describeCommand(*command, language);
    }
}

Error usageError(const CLI::App& app, const CLI::ParseError& problem, const std::string& language)
{
    const std::vector<std::string> left = app.remaining(true);
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    if (chosen.empty() && left.empty())
        return {ErrorKind::input, "", "", {"cli.no-command", {commandNames(app)}}};
    if (chosen.empty() && !left.front().starts_with('-'))
        return {ErrorKind::input, "", "", {"cli.unknown-command", {left.front(), commandNames(app)}}};
    if (!left.empty() && (chosen.empty() || dynamic_cast<const CLI::ExtrasError*>(&problem)))
        return {ErrorKind::input, "", "", {"cli.not-expected", {left.front()}}};
    const CLI::Option* option = blamed(chosen.empty() ? app : *chosen.front(), problem.what());
    return option ? optionError(*option, problem, language)
                  : Error{ErrorKind::input, "", "", {"cli.usage", {problem.what()}}};
}

} // namespace streamscope::cli

// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/support_compared.h"

#include "device/profiles.h"
#include "session/run.h"
#include "words/sentences.h"

#include <QTest>

namespace streamscope::tests {

analysis::Comparison compared(const std::string& experiment, const std::string& profile,
                              const workload::ParameterValues& values)
{
    auto found = workload::Experiment::find(experiment);
    if (!found)
        qFatal("%s", words::sentence(found.error()).c_str());
    session::RunRequest request{*found, {}, values, {}};
    request.target.profile = profile;
    auto run = session::run(request, {}, {});
    if (!run)
        qFatal("%s", words::sentence(run.error()).c_str());
    return *run;
}

analysis::Comparison comparedText(const std::string& branches, const std::string& layouts, const std::string& buffers)
{
    auto parsed =
        workload::Experiment::parse(R"({"streamscope": 1, "name": "own", "buffers": {)" + buffers +
                                        R"(}, "branches": [)" + branches + R"(], "layouts": [)" + layouts + "]}",
                                    "own");
    if (!parsed)
        qFatal("%s", words::sentence(parsed.error()).c_str());
    auto run = session::run({*parsed, {}, {}, {}}, {}, {});
    if (!run)
        qFatal("%s", words::sentence(run.error()).c_str());
    return *run;
}

analysis::Explanation explained(const analysis::LayoutResult& layout, const std::string& profile)
{
    const auto device = device::findProfile(profile);
    analysis::ExplainOptions options;
    options.profile = &*device;
    options.races = layout.races;
    options.connections = layout.traits->connections;
    options.alternatives = layout.alternatives({});
    return analysis::explain(*layout.trace, options);
}

void everyExperimentOnEveryProfile()
{
    QTest::addColumn<QString>("experiment");
    QTest::addColumn<QString>("profile");
    for (const std::string& experiment : workload::Experiment::builtInNames())
        for (const std::string& profile : device::profileNames())
            QTest::newRow((experiment + " on " + profile).c_str())
                << QString::fromStdString(experiment) << QString::fromStdString(profile);
}

} // namespace streamscope::tests

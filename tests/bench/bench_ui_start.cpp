// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Start of the window: from nothing to three-kernels run and painted, offscreen. `streamscope --measure-first-paint`
// measures the whole process, the loading of libraries included.
#include "app/main_window.h"
#include "language/language.h"

#include <QApplication>

#include <benchmark/benchmark.h>

using namespace streamscope;
using namespace streamscope::ui;

namespace {

void firstPaint(benchmark::State& state)
{
    for (auto _ : state) {
        Preferences preferences(false);
        setLanguage(preferences.language());
        MainWindow window(&preferences);
        window.resize(1600, 960);
        if (!window.bench().openExperiment("three-kernels")) {
            state.SkipWithError("three-kernels does not open");
            return;
        }
        static_cast<void>(window.bench().runNow());
        window.show();
        QApplication::processEvents();
    }
}
BENCHMARK(firstPaint)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

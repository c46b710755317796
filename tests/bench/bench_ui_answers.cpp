// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes to answer what a hand does, drawing included, with a trace of millions of slices in it:
// STREAMSCOPE_TRACE=FILE. The target is 100 ms for each. What is given is the longest of several, in milliseconds; of
// the opening, and of what follows it on other threads, the longest time in which the window heard nothing.
#include "app/main_window.h"
#include "language/language.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMouseEvent>
#include <QTimer>

#include <cstdio>
#include <ctime>

using namespace streamscope;
using namespace streamscope::ui;

namespace {

/// Of this thread: on a busy machine it tells more than the clock on the wall.
double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

void say(const char* what, double ms, double threadMs)
{
    std::printf("%-44s %9.1f ms %9.1f ms of the thread\n", what, ms, threadMs);
    std::fflush(stdout);
}

/// The longest time between two turns of the event loop.
class Deafness
{
public:
    Deafness()
    {
        m_clock.start();
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            m_longestMs = std::max(m_longestMs, double(m_clock.nsecsElapsed()) / 1e6);
            m_longestThreadMs = std::max(m_longestThreadMs, cpuMs() - m_cpuMs);
            m_cpuMs = cpuMs();
            m_clock.restart();
        });
        m_timer.start(1);
    }
    void say(const char* what) const { ::say(what, m_longestMs, m_longestThreadMs); }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longestMs = 0, m_longestThreadMs = 0, m_cpuMs = cpuMs();
};

/// What `act` takes until everything that it asks for is drawn; the longest of `times`.
template <class Act>
void measure(const char* what, int times, Act act)
{
    double longest = 0, longestThread = 0;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer clock;
        clock.start();
        const double cpu = cpuMs();
        act(i);
        QApplication::processEvents();
        longest = std::max(longest, double(clock.nsecsElapsed()) / 1e6);
        longestThread = std::max(longestThread, cpuMs() - cpu);
    }
    say(what, longest, longestThread);
}

class Hands
{
public:
    explicit Hands(TimelineView& view) : m_view(view) {}

    void move(QPointF at, Qt::MouseButtons buttons = {}) { send(QEvent::MouseMove, at, Qt::NoButton, buttons); }
    void click(QPointF at, Qt::KeyboardModifiers modifiers = {})
    {
        send(QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton, modifiers);
        send(QEvent::MouseButtonRelease, at, Qt::LeftButton, {}, modifiers);
    }
    void dragStretch(double from, double to)
    {
        const double y = m_view.viewport()->height() / 2.0;
        send(QEvent::MouseButtonPress, {from, y}, Qt::LeftButton, Qt::LeftButton, Qt::ShiftModifier);
        send(QEvent::MouseMove, {to, y}, Qt::NoButton, Qt::LeftButton, Qt::ShiftModifier);
        send(QEvent::MouseButtonRelease, {to, y}, Qt::LeftButton, {}, Qt::ShiftModifier);
    }
    /// Somewhere in the plot, another place for each `i`.
    QPointF place(int i) const
    {
        const double width = m_view.plotRight() - m_view.plotLeft(), height = m_view.viewport()->height();
        return {m_view.plotLeft() + width * ((i * 37) % 100) / 100, 60 + (height - 60) * ((i * 13) % 50) / 50};
    }

private:
    void send(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons buttons,
              Qt::KeyboardModifiers modifiers = {})
    {
        QMouseEvent event(type, at, m_view.viewport()->mapToGlobal(at), button, buttons, modifiers);
        QApplication::sendEvent(m_view.viewport(), &event);
    }

    TimelineView& m_view;
};

void waitFor(MainWindow& window)
{
    while (window.bench().isBusy())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QApplication::processEvents();
}

void open(MainWindow& window, const QString& trace)
{
    {
        const Deafness deafness;
        window.openFiles({trace});
        while (window.bench().isRunning())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        deafness.say("opening: longest deaf");
    }
    const Deafness deafness;
    waitFor(window);
    deafness.say("explaining: longest deaf");
}

void answer(MainWindow& window)
{
    TimelineView& view = window.timelines();
    Hands hands(view);
    const Interval step = view.axis()->range();
    for (const auto& [name, range] : {std::pair{"all", view.axis()->extent()}, {"a step", step}}) {
        std::printf("-- %s of it in sight\n", name);
        view.axis()->setRange(range);
        QApplication::processEvents();
        measure("hover", 100, [&](int i) { hands.move(hands.place(i)); });
        measure("click", 100, [&](int i) { hands.click(hands.place(i)); });
        waitFor(window);
        measure("next slice", 20, [&](int) { view.selectNext(); });
        measure("clear", 3, [&](int) { view.clearMarks(); });
        measure("zoom", 20, [&](int i) { i % 2 ? view.zoomOut() : view.zoomIn(); });
        measure("select all that is in sight", 3,
                [&](int) { hands.dragStretch(view.plotLeft() + 1, view.plotRight() - 1); });
        measure("select a tenth", 5, [&](int i) {
            const double width = view.plotRight() - view.plotLeft();
            hands.dragStretch(view.plotLeft() + width * i / 10, view.plotLeft() + width * (i + 1) / 10);
        });
        view.clearMarks();
        measure("measure, snapping", 50, [&](int i) {
            if (i == 0)
                view.startMeasuring();
            hands.move(hands.place(i));
        });
        view.clearMarks();
        measure("fold and unfold", 4, [&](int i) { view.setFolded(0, i % 2 == 0); });
        measure("filter rows", 4, [&](int i) { view.setRowFilter(i % 2 ? QString() : QStringLiteral("stream 7")); });
    }
    std::printf("--\n");
    view.find();
    QLineEdit* field = view.findChild<QLineEdit*>();
    const QStringList texts{"g", "ge", "gem", "gemm", "", "kernel", "ProfilerStep#1", "nowhere"};
    measure("search as one types", int(texts.size()), [&](int i) { field->setText(texts[i]); });
    for (const QString& text : {QString("gemm"), QString("ProfilerStep#"), QString("nowhere")}) {
        field->setText(text);
        QApplication::processEvents();
        measure(qPrintable("next match of " + text), 5, [&](int) { view.findNext(); });
        measure(qPrintable("match before of " + text), 5, [&](int) { view.findPrevious(); });
    }
    field->clear();
    view.clearMarks();
    for (QDockWidget* dock : window.findChildren<QDockWidget*>())
        measure(qPrintable("show or hide " + dock->windowTitle()), 2,
                [&](int) { dock->toggleViewAction()->trigger(); });
    measure("a time without the profiler", 2, [&](int i) { window.bench().setUnprofiledNs(1'000'000 * (i + 1)); });
    waitFor(window);
    measure("hide and show the lane", 4,
            [&](int i) { window.bench().setShown(window.bench().lanes().front().key, i % 2 == 1); });
    measure("another type size", 2, [&](int i) { view.setRowScale(i % 2 ? 1 : 1.5); });
    measure("another size of the window", 4, [&](int i) { window.resize(1920 - 100 * (i % 2), 1080); });
}

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    QApplication application(argc, argv);
    const QString trace = qEnvironmentVariable("STREAMSCOPE_TRACE");
    if (trace.isEmpty()) {
        std::fprintf(stderr, "bench_ui_answers: STREAMSCOPE_TRACE=FILE is missing\n");
        return 2;
    }
    Preferences preferences(false);
    setLanguage(preferences.language());
    MainWindow window(&preferences);
    window.resize(1920, 1080);
    window.show();
    QApplication::processEvents();
    open(window, trace);
    answer(window);
    return 0;
}

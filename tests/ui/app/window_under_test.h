// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/main_window.h"
#include "app/message_bar.h"
#include "formats/write_trace.h"
#include "language/language.h"
#include "timeline/timeline_view.h"
#include "ui/warnings.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace streamscope::test {

using namespace streamscope::ui;

/// The window as its user meets it, with three-kernels in it, and what tests see and do with it. A base of test
/// classes.
class WindowUnderTest
{
protected:
    void openWindow()
    {
        test::failOnWarnings();
        setLanguage(QStringLiteral("en"));
        m_preferences = std::make_unique<Preferences>(false);
        m_window = std::make_unique<MainWindow>(m_preferences.get());
        m_window->resize(1280, 720);
        QVERIFY(m_window->bench().openExperiment("three-kernels"));
        QVERIFY(m_window->bench().runNow());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->settle();
    }

    void closeWindow() { m_window.reset(); }

    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<MainWindow> m_window;

    template <class T>
    T* child(const char* name = "") const
    {
        auto* found = m_window->findChild<T*>(QLatin1String(name));
        return found;
    }

    void open(const char* experiment)
    {
        m_window->openFiles({QLatin1String(experiment)});
        m_window->settle();
    }

    QString message() const
    {
        return child<MessageBar>("messageBar")->isVisible() ? child<MessageBar>("messageBar")->text() : QString();
    }
    const Lane& lane(std::size_t i) const { return m_window->bench().lanes().at(i); }

    QString writeTraceOf(std::size_t index, const QString& path) const
    {
        const auto written = formats::writeTrace(*lane(index).trace, path.toStdString());
        return written ? path : QString();
    }
};

} // namespace streamscope::test

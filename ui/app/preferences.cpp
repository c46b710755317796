// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"

#include <QFileInfo>
#include <QLocale>
#include <QSettings>

#include <algorithm>

namespace streamscope::ui {

namespace {
constexpr int recentLimit = 10;
constexpr int shortestPlay = 1, longestPlay = 60;
/// Changes when docks are added or renamed; an older layout is then left alone.
constexpr int windowStateVersion = 1;
} // namespace

Preferences::Preferences(bool persistent, QObject* parent) : QObject(parent), m_persistent(persistent)
{
    if (!m_persistent)
        return;
    if (QLocale::system().language() == QLocale::Chinese)
        m_language = QStringLiteral("zh_CN");
    const QSettings settings;
    m_theme = settings.value("theme", m_theme).toString();
    m_language = settings.value("language", m_language).toString();
    m_presentation = settings.value("presentation", false).toBool();
    m_playSeconds = std::clamp(settings.value("playSeconds", m_playSeconds).toInt(), shortestPlay, longestPlay);
    m_via = settings.value("via").toString();
    m_recentFiles = settings.value("recentFiles").toStringList();
}

void Preferences::store(const char* key, const QVariant& value)
{
    if (m_persistent)
        QSettings().setValue(QLatin1String(key), value);
}

void Preferences::holdForThisStart(const QString& theme, const QString& language, bool presentation)
{
    if (!theme.isEmpty())
        m_theme = theme;
    if (!language.isEmpty())
        m_language = language;
    m_presentation |= presentation;
}

// What is chosen is stored also where it holds already: it may have held for this start only.
void Preferences::setTheme(const QString& theme)
{
    store("theme", theme);
    if (theme == m_theme)
        return;
    m_theme = theme;
    emit themeChanged();
}

void Preferences::setLanguage(const QString& language)
{
    store("language", language);
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
}

void Preferences::setPresentation(bool on)
{
    store("presentation", on);
    if (on == m_presentation)
        return;
    m_presentation = on;
    emit presentationChanged();
}

void Preferences::setPlaySeconds(int seconds)
{
    m_playSeconds = std::clamp(seconds, shortestPlay, longestPlay);
    store("playSeconds", m_playSeconds);
}

void Preferences::setVia(const QString& via)
{
    m_via = via;
    store("via", via);
}

void Preferences::addRecentFile(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_recentFiles.removeAll(absolute);
    m_recentFiles.prepend(absolute);
    while (m_recentFiles.size() > recentLimit)
        m_recentFiles.removeLast();
    store("recentFiles", m_recentFiles);
    emit recentFilesChanged();
}

void Preferences::clearRecentFiles()
{
    m_recentFiles.clear();
    store("recentFiles", m_recentFiles);
    emit recentFilesChanged();
}

QByteArray Preferences::windowGeometry() const
{
    return m_persistent ? QSettings().value("window/geometry").toByteArray() : QByteArray();
}

QByteArray Preferences::windowState() const
{
    if (!m_persistent || QSettings().value("window/version").toInt() != windowStateVersion)
        return {};
    return QSettings().value("window/state").toByteArray();
}

void Preferences::storeWindow(const QByteArray& geometry, const QByteArray& state)
{
    store("window/geometry", geometry);
    store("window/state", state);
    store("window/version", windowStateVersion);
}

} // namespace streamscope::ui

// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/target.h"

#include <QToolBar>

#include <vector>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;
class QMenu;

namespace streamscope::ui {

struct Actions;

/// Device, Run, loop, stop; how slow slow motion is; step and play; the experiment.
class TopBar : public QToolBar
{
    Q_OBJECT

public:
    TopBar(Actions& actions, QMenu* menu, QMenu* experiments, QWidget* parent = nullptr);

    /// `current` is chosen; it is added if the list has none like it.
    void setDevices(const std::vector<session::DeviceEntry>& devices, const session::Target& current);
    void setTitle(const QString& title);
    void setPlaySeconds(int seconds);
    QComboBox* deviceBox() const { return m_devices; }
    QSlider* secondsSlider() const { return m_seconds; }

signals:
    void deviceChosen(const streamscope::session::Target& target);
    void playSecondsChanged(int seconds);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fillDevices();
    void addDevice(std::size_t index);
    bool isCurrent(const session::DeviceEntry& entry) const;
    void showSeconds();

    QToolButton* m_menu;
    QComboBox* m_devices;
    QLabel* m_playsIn;
    QSlider* m_seconds;
    QLabel* m_secondsText;
    QToolButton* m_title;
    std::vector<session::DeviceEntry> m_entries;
    session::Target m_current;
    QString m_titleText;
};

} // namespace streamscope::ui
